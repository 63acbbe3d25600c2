import { LANGUAGES } from '#core/text.ts'
import type { Language } from '#core/text.ts'
import { loadContent } from '../assemble.ts'
import { createApplicant } from './demo/applicant.ts'
import { playLife } from './demo/life.ts'
import type { Milestone } from './demo/milestones.ts'
import { openOffice } from './demo/office.ts'
import { createScript } from './demo/print.ts'
import { createSimulatedClock } from './demo/simulated-clock.ts'
import { openStage } from './demo/stage.ts'

/** What to play, and to whom it is shown. */
export interface DemoOptions {
  readonly root: string
  readonly association: string
  readonly language: string
  print(line: string): void
  /** Told what the life passed through. */
  reached?(milestone: Milestone): void
}

/** Ten in the morning in Riyadh on Sunday, 5 April 2026: a usual working day, and the next weeks have no holiday. */
const BEGINNING = Date.UTC(2026, 3, 5, 7)

/**
 * `wasl demo`: plays one whole life in the terminal, both sides, by a clock that is moved: over the real runner,
 * store, channel and staff use cases. The exit code; whatever goes wrong on the way throws.
 */
export async function demo({ root, association, language, print, reached }: DemoOptions): Promise<number> {
  const spoken: Language = LANGUAGES.find((known) => known === language) ?? 'ar'
  const content = loadContent(root, association)
  const clock = createSimulatedClock(BEGINNING)
  const script = createScript(content.renderer, spoken, { print, now: clock.now })
  const stage = await openStage({ content, language: spoken, clock, show: script.said })
  try {
    const office = await openOffice(stage, content.association.deciding.kind, script.name)
    const applicant = createApplicant(content, spoken)
    const beside = { did: script.did, reached: reached ?? (() => undefined) }
    const { figures } = await playLife({ stage, applicant, office, beside })
    script.figures(figures)
    return 0
  } finally {
    await stage.close()
  }
}
