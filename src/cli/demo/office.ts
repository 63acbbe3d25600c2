import type { CaseCommand } from '#core/change-case.ts'
import type { Role } from '#core/staff.ts'
import type { CaseDesk } from '#runner/cases/case-desk.ts'
import type { Dossier } from '#runner/cases/dossier.ts'
import type { StaffMember } from '#store/staff.ts'
import type { Stage } from './stage.ts'

/** Those who work on the case, by what they do. */
export const TEAM = {
  relations: 'relations',
  researcher: 'researcher',
  chair: 'committee',
  second: 'committee',
  third: 'committee',
  manager: 'manager',
} as const satisfies Readonly<Record<string, Role>>

export type Colleague = keyof typeof TEAM

type Result<K extends keyof CaseDesk> = Exclude<
  Awaited<ReturnType<CaseDesk[K]>>,
  { readonly refused: unknown }
>

/** The association's people at work, through the use cases that the console calls. */
export interface Office {
  member(who: Colleague): StaffMember
  /** Gives a command about the case; throws where it is refused. */
  does(who: Colleague, reference: string, command: CaseCommand): Promise<void>
  /** What stands on the page of the case. */
  sees(who: Colleague, reference: string): Promise<Dossier>
  readonly desk: CaseDesk
}

/** The work of a member of staff was refused: a demonstration that goes wrong says where. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError'
}

/** Takes on the staff and names who decides. `name` gives each a name. */
export async function openOffice(
  place: Pick<Stage, 'store' | 'runner' | 'clock'>,
  deciding: 'committee' | 'unit' | 'official',
  name: (who: Colleague) => string,
): Promise<Office> {
  const { store, runner, clock } = place
  const all = Object.entries(TEAM) as [Colleague, Role][]
  await store.commit(
    all.map(([id, role]) => store.staff.add({ id, name: name(id), role, createdAt: clock.now() })),
  )
  const members = new Map((await store.staff.all()).map((one) => [one.id, one]))
  const set =
    deciding === 'committee'
      ? await runner.setSetting(
          'operator',
          'committee',
          JSON.stringify({ members: ['chair', 'second', 'third'], chair: 'chair', quorum: 2 }),
        )
      : await runner.setSetting('operator', 'deciders', JSON.stringify(['manager']))
  if ('problem' in set) throw new RefusedError(set.problem)
  const member = (who: Colleague): StaffMember => {
    const found = members.get(who)
    if (!found) throw new RefusedError(`nobody called ${who}`)
    return found
  }
  return {
    member,
    // Asked for at each call: a process that was started anew has another.
    get desk() {
      return place.runner.cases
    },
    async does(who, reference, command) {
      granted<'change'>(await place.runner.cases.change(member(who), { reference }, command), command.do)
    },
    sees: async (who, reference) =>
      granted<'show'>(await place.runner.cases.show(member(who), { reference }), 'show'),
  }
}

/** The result of a use case that must not be refused. */
export function granted<K extends keyof CaseDesk>(
  result: Awaited<ReturnType<CaseDesk[K]>>,
  what: string,
): Result<K> {
  if (typeof result === 'object' && 'refused' in result)
    throw new RefusedError(`${what}: ${JSON.stringify(result)}`)
  return result as Result<K>
}
