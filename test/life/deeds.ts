import type { CaseState } from '#core/case.ts'
import type { CaseCommand } from '#core/change-case.ts'
import type { Outcome } from '#core/decision.ts'
import { DAY } from '#core/riyadh.ts'
import type { Task } from '#store/tasks.ts'
import type { Colleague } from '../../src/cli/demo/office.ts'
import { atMenu, talkUntil } from '../../src/cli/demo/talk.ts'
import type { Scene } from './record.ts'
import { plain } from './stages.ts'

const MINUTE = 60_000

/** What a decision that grants less than everything holds. */
export const REASONED = {
  text: 'الدخل أعلى من الحد المعتمد',
  next: 'يمكن التقديم من جديد عند تغير الدخل',
} as const

/** Lets days pass. */
export function pass({ stage }: Scene, days: number): Promise<void> {
  return stage.until(stage.clock.now() + days * DAY)
}

/** Lets as much time pass as a notice needs. */
export function soon({ stage }: Scene): Promise<void> {
  return stage.until(stage.clock.now() + 5 * MINUTE)
}

/** What somebody of staff is told who may not do something; undefined where it was done. */
export async function refusalOf(
  { office }: Scene,
  who: Colleague,
  reference: string,
  command: CaseCommand,
): Promise<string | undefined> {
  const result = await office.desk.change(office.member(who), { reference }, command)
  return 'refused' in result ? result.refused : undefined
}

/** Whoever decides at this association does, with the opinions that it takes. */
export async function decideAs(
  scene: Scene,
  reference: string,
  outcome: Outcome,
  more: { readonly early?: string; readonly granted?: string } = {},
): Promise<void> {
  const { office } = scene
  const { deciders, reasons } = await office.sees('manager', reference)
  const committee = deciders.kind === 'committee'
  if (committee)
    for (const who of ['chair', 'second'] as const)
      await office.does(who, reference, { do: 'give_opinion', outcome })
  const reasoned = outcome === 'accepted' ? {} : { reason: reasons[0] ?? '', ...REASONED }
  const command = { do: 'decide', outcome, ...reasoned, ...more } as const
  await office.does(committee ? 'chair' : 'manager', reference, command)
}

/** Talks on until the case stands in a state and the conversation rests; what was told meanwhile. */
export async function talkTo(scene: Scene, reference: string, state: CaseState): Promise<string> {
  const { stage, applicant, office } = scene
  const there = async (): Promise<boolean> =>
    (await office.sees('manager', reference)).file.state === state && (await atMenu(stage))
  return plain(await talkUntil(stage, applicant, there))
}

/** Talks on until the conversation rests; what was told meanwhile. */
export async function talkOut({ stage, applicant }: Scene): Promise<string> {
  return plain(await talkUntil(stage, applicant, () => atMenu(stage)))
}

/** Tasks of a case that wait, by kind. */
export async function tasksOf({ office }: Scene, reference: string): Promise<readonly Task[]> {
  const { tasks } = await office.sees('manager', reference)
  return tasks.filter(({ doneAt }) => doneAt === undefined)
}

/** Kinds of the tasks of a case that wait. */
export async function waitingKinds(scene: Scene, reference: string): Promise<string[]> {
  return (await tasksOf(scene, reference)).map(({ kind }) => kind)
}

/** Takes a matter in: from the menu to its reference. */
export async function takeMatter(scene: Scene, matter: string): Promise<string> {
  const { stage, applicant, house } = scene
  applicant.prefer('menu.main', 'more')
  applicant.prefer('more.choose', matter)
  const before = (await house.store.cases.newest(50)).length
  const sent = async (): Promise<boolean> =>
    (await house.store.cases.newest(50)).length > before && (await atMenu(stage))
  await talkUntil(stage, applicant, sent)
  return (await house.store.cases.newest(1))[0]?.reference ?? ''
}
