import type { Context } from 'hono'
import type { Association } from '#core/association.ts'
import type { StaffAction } from '#core/staff.ts'
import type { TextParam } from '#core/text.ts'
import type { Clock, Ids, RunnerContent, RunnerLog } from '#runner/parts.ts'
import type { Runner } from '#runner/runner.ts'
import type { StaffMember } from '#store/staff.ts'
import type { StaffSession } from '#store/staff-sessions.ts'
import type { Store } from '#store/store.ts'
import type { ChannelStanding, PhoneLink } from './channels/channel-standing.ts'

/** What the pages of staff work with; built in one place. */
export interface ConsoleParts {
  readonly store: Store
  readonly runner: Runner
  readonly clock: Clock
  readonly ids: Ids
  readonly log: RunnerLog
  /** As it is now: answers and words may be corrected while the service runs. */
  content(): RunnerContent
  /** Cookies over https only, under a name that browsers hold to this host. */
  readonly secure: boolean
  /** Where people reach us, without a path; undefined on one's own machine. */
  readonly origin?: string
  readonly trustProxy: boolean
  /** How the channels of this service do; absent where there is none. */
  channels?(): readonly ChannelStanding[]
  /** The link to the phone of the WhatsApp number, where WhatsApp is on. */
  readonly phone?: PhoneLink
}

/** The languages of the console. */
export type PageLanguage = 'ar' | 'en'

/** One request of somebody who is signed in: who asks, in which language, and when. */
export interface Desk {
  readonly parts: ConsoleParts
  readonly member: StaffMember
  readonly session: StaffSession
  readonly language: PageLanguage
  readonly association: Association
  /** Everybody who works here now, this member too. */
  readonly colleagues: readonly StaffMember[]
  /** Milliseconds since 1970. */
  readonly now: number
  /** A text of `locales/<lang>/staff.json`. */
  word(key: string, params?: Readonly<Record<string, TextParam>>): string
  may(action: StaffAction): boolean
}

/** A page or an action of the console. What it needs is data, so that a test can walk all of them. */
export interface Route {
  readonly method: 'get' | 'post'
  readonly path: string
  /** What the role must allow; `signed_in` is for everybody who works here. */
  readonly needs: StaffAction | 'signed_in'
  readonly handle: (c: Context, desk: Desk) => Promise<Response> | Response
}

/** Signs that what was asked for is not there, or not for this member: both look the same from outside. */
export class NotHere extends Error {
  override readonly name = 'NotHere'
}
