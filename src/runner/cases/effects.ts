import type { CaseEventKind } from '#core/case-event.ts'
import type { Write } from '#store/write.ts'
import { AFTER_DECISION } from './after-decision-effects.ts'
import type { CaseParts } from './case-writes.ts'
import { DECISION } from './decision-effects.ts'
import type { CaseEffect, CaseEffects, Happened } from './effect.ts'
import { MEETING } from './meeting-effects.ts'
import { RETURN } from './return-effects.ts'

/** What events bring about, by kind; a kind that is not here changes nothing beside its record. */
const EFFECTS: CaseEffects = { ...RETURN, ...MEETING, ...DECISION, ...AFTER_DECISION }

/** The effects of one event. */
export function effectsOf(running: CaseParts, happened: Happened): Write[] {
  const effect = EFFECTS[happened.event.kind] as CaseEffect<CaseEventKind> | undefined
  return effect ? effect(running, happened) : []
}
