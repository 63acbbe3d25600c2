import { vi } from 'vitest'
import { createApplicant } from '../../src/cli/demo/applicant.ts'
import type { Applicant } from '../../src/cli/demo/applicant.ts'
import { playLife, playUntil } from '../../src/cli/demo/life.ts'
import type { Cast, Life } from '../../src/cli/demo/life.ts'
import type { Milestone } from '../../src/cli/demo/milestones.ts'
import { openOffice } from '../../src/cli/demo/office.ts'
import type { Office } from '../../src/cli/demo/office.ts'
import type { Dossier } from '#runner/cases/dossier.ts'
import { clauses } from '../clauses.ts'
import { contentOf } from '../fakes/conversation.ts'
import { openHouse } from './house.ts'
import type { House } from './house.ts'
import { plain, telegramStage, webStage } from './stages.ts'
import type { PlatformStage } from './stages.ts'

// A life is long: some weeks of it take seconds on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 })

export const PLATFORMS = ['telegram', 'web'] as const
export type Platform = (typeof PLATFORMS)[number]

/** Somebody at an association's bot, and the association's people. */
export interface Scene extends AsyncDisposable {
  readonly house: House
  readonly stage: PlatformStage
  readonly office: Office
  readonly applicant: Applicant
  readonly cast: Cast
  /** Milestones in the order in which they were reached. */
  readonly milestones: readonly Milestone[]
  /** What the applicant was told from the milestone before until this one. */
  told(milestone: Milestone): readonly string[]
  /** Plays on until a milestone; the reference of the request. */
  until(milestone: Milestone): Promise<string>
}

/** Opens a scene. */
export async function openScene(association: string, platform: Platform = 'telegram'): Promise<Scene> {
  const house = await openHouse(association)
  const stage = platform === 'telegram' ? telegramStage(house) : await webStage(house)
  const office = await openOffice(stage, house.content.association.deciding.kind, (who) => who)
  const applicant = createApplicant(house.content, 'ar')
  const milestones: Milestone[] = []
  const upTo: number[] = []
  const beside: Cast['beside'] = {
    did: () => undefined,
    reached(milestone) {
      milestones.push(milestone)
      upTo.push(stage.messages().length)
    },
  }
  const cast: Cast = { stage, applicant, office, beside }
  return {
    house,
    stage,
    office,
    applicant,
    cast,
    milestones,
    told(milestone) {
      const place = milestones.indexOf(milestone)
      if (place < 0) throw new Error(`${milestone} was not reached`)
      return stage
        .messages()
        .slice(place === 0 ? 0 : upTo[place - 1], upTo[place])
        .map(plain)
    },
    until: (milestone) => playUntil(cast, milestone),
    [Symbol.asyncDispose]: () => house[Symbol.asyncDispose](),
  }
}

/** A whole life as it was played, with the page of its case at the end. */
export interface Lived extends Scene {
  readonly life: Life
  readonly dossier: Dossier
}

/** Plays a whole life. */
export async function live(association: string, platform: Platform): Promise<Lived> {
  const scene = await openScene(association, platform)
  try {
    const life = await playLife(scene.cast)
    const dossier = await scene.office.sees('manager', life.reference)
    return { ...scene, life, dossier }
  } catch (error) {
    await scene[Symbol.asyncDispose]()
    throw error
  }
}

/** Of some clauses those that an association's policy has, as the title of a test names them; none: an empty text. */
export function ownClauses(association: string, ...ids: readonly string[]): string {
  const { clauses: policy } = contentOf(association).association
  const own = ids.filter((id) => policy.some((clause) => clause.id === `${association}/${id}`))
  return own.length === 0 ? '' : clauses(association, ...own)
}
