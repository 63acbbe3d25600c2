import type { Context } from 'hono'
import { isOwnPost } from '#channels/own-post.ts'
import { mayDo } from '#core/staff.ts'
import type { StaffMember } from '#store/staff.ts'
import type { StaffSession } from '#store/staff-sessions.ts'
import { NotHere } from '../desk.ts'
import type { ConsoleParts, Desk, Route } from '../desk.ts'
import { answerNotHere, answerRefused } from '../view/errors.ts'
import { sessionToken } from './cookies.ts'

const MINUTE = 60_000
/** A session ends when it was not used so long, and in any case when it is so old (ASVS 7.3). */
export const IDLE = 30 * MINUTE
export const OLDEST = 12 * 60 * MINUTE
/** The time of the last use is written down no more often than this. */
const TOUCH = MINUTE

/** Somebody whose password was right. */
export interface Present {
  readonly member: StaffMember
  readonly session: StaffSession
}

/** Who asks, by the cookie; nobody when the session is unknown, too old, or the member was disabled. */
export async function whoIs(c: Context, parts: ConsoleParts): Promise<Present | undefined> {
  const { store, clock } = parts
  const token = sessionToken(c, parts.secure)
  if (token === undefined) return undefined
  const session = await store.staffSessions.get(token)
  const now = clock.now()
  if (!session || now - session.seenAt > IDLE || now - session.createdAt > OLDEST) return undefined
  const member = await store.staff.get(session.staffId)
  if (member?.status !== 'active') return undefined
  if (now - session.seenAt > TOUCH) await store.commit([store.staffSessions.seen(token, now)])
  return { member, session }
}

/** Whether a POST comes from our own pages; a browser tells, and a page cannot lie about it. */
export function isOurs(c: Context, parts: ConsoleParts): boolean {
  return isOwnPost(c, parts.origin)
}

/** Opens the door of one page: signed in with both steps, allowed by the role, and asked by our own page. */
export async function enter(c: Context, parts: ConsoleParts, route: Route): Promise<Response> {
  const present = await whoIs(c, parts)
  if (!present) return c.redirect('/console/sign-in', 303)
  if (!present.session.confirmed) return c.redirect('/console/code', 303)
  const colleagues = (await parts.store.staff.all()).filter(({ status }) => status === 'active')
  const desk = deskOf(parts, present, colleagues)
  if (route.needs !== 'signed_in' && !desk.may(route.needs)) return answerRefused(c, desk)
  try {
    return await route.handle(c, desk)
  } catch (error) {
    if (error instanceof NotHere) return answerNotHere(c, desk)
    throw error
  }
}

function deskOf(parts: ConsoleParts, { member, session }: Present, colleagues: readonly StaffMember[]): Desk {
  const { association, renderer } = parts.content()
  const { language } = member
  return {
    parts,
    member,
    session,
    language,
    association,
    colleagues,
    now: parts.clock.now(),
    word: (key, params) => renderer.text({ key: `staff:${key}`, ...(params && { params }) }, language),
    may: (action) => mayDo(member.role, action),
  }
}
