import type { CaseStanding } from '#store/cases.ts'
import type { Contact } from '#store/contacts.ts'
import { accountsOf } from '../same-person.ts'
import type { Running } from '../running.ts'
import { whoseCases } from '../whose-case.ts'
import type { LoadedCase } from './load-case.ts'

/** Everything that is kept of a person. */
export interface DataOfPerson {
  readonly cases: readonly CaseStanding[]
  /** Accounts that are this person's alone. */
  readonly accounts: readonly Contact[]
  /** Accounts of theirs from which others write, too: these stay, with what is the others'. */
  readonly shared: readonly Contact[]
  readonly personId?: string
  /** Requests are on record, and no PIN of one was given: nobody knows whose data are meant. */
  readonly unproven: boolean
}

/**
 * Whose data a request about data is about, and what they are: the request whose PIN was given when it was sent, all
 * of the same person, and the accounts that were shown to be theirs. On a shared phone another one's requests are not
 * among them.
 */
export async function dataOfPerson(running: Running, { record }: LoadedCase): Promise<DataOfPerson> {
  const { store } = running
  const { about } = record.answers
  const named = typeof about === 'string' && about !== '' ? await store.cases.byReference(about) : undefined
  const personId = named?.personId
  const found = new Map<string, CaseStanding>([[record.id, record]])
  const add = (standing: CaseStanding): void => void found.set(standing.id, standing)
  if (named) add(named)
  if (personId !== undefined) (await store.cases.allOfPerson(personId)).forEach(add)
  const accounts = await accountsIn(running, record.contactId, personId)
  let unproven = false
  for (const { id } of accounts) {
    const all = await store.cases.statesOf(id)
    unproven ||= !named && all.some(({ kind }) => kind === 'support')
    for (const standing of await sameOn(running, all, named)) add(standing)
  }
  const alone = await Promise.all(
    accounts.map(({ id }) => isAlone(running, { contactId: id, personId, cases: found })),
  )
  return {
    cases: [...found.values()],
    accounts: accounts.filter((_, place) => alone[place]),
    shared: accounts.filter((_, place) => !alone[place]),
    ...(personId !== undefined && { personId }),
    unproven,
  }
}

async function accountsIn(
  { store }: Running,
  asking: string,
  personId: string | undefined,
): Promise<Contact[]> {
  const first = await store.contacts.get(asking)
  const own = personId === undefined ? [] : await accountsOf(store, personId)
  return [...(first ? [first] : []), ...own.filter(({ id }) => id !== asking)]
}

/**
 * Of an account's cases those that are surely for the same person: by the record of the person, by name and identity.
 * What names nobody, a complaint perhaps, goes along where the account has nobody else's request.
 */
async function sameOn(
  { store, association, library }: Running,
  all: readonly CaseStanding[],
  named: CaseStanding | undefined,
): Promise<CaseStanding[]> {
  const records = await Promise.all(all.map(({ id }) => store.cases.get(id)))
  const whose = whoseCases(
    { association, library },
    records.filter((record) => record !== undefined),
  )
  const twins = named ? (await store.cases.twinsOf(named.id)).map(({ id }) => id) : []
  const own = named && whose.get(named.reference)?.id
  const isSame = ({ id, reference, personId }: CaseStanding): boolean => {
    if (id === named?.id) return true
    if (personId !== undefined) return personId === named?.personId
    const group = whose.get(reference)?.id
    return twins.includes(id) || (group !== undefined && group === own)
  }
  const requests = all.filter(({ kind }) => kind === 'support')
  if (requests.every(isSame))
    return all.filter(({ personId }) => personId === undefined || personId === named?.personId)
  return all.filter(isSame)
}

/** Whether nobody else has anything on an account. */
async function isAlone(
  { store }: Running,
  given: {
    readonly contactId: string
    readonly personId: string | undefined
    readonly cases: ReadonlyMap<string, unknown>
  },
): Promise<boolean> {
  const all = await store.cases.statesOf(given.contactId)
  const links = await store.people.ofContact(given.contactId)
  return (
    all.every(({ id }) => given.cases.has(id)) && links.every(({ personId }) => personId === given.personId)
  )
}
