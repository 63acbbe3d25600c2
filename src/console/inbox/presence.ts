/** Who looks at a conversation now, and whether they write. A state with a lifetime: whoever comes later sees it too. */
export interface Looking {
  readonly staffId: string
  readonly writing: boolean
}

interface Seen {
  readonly at: number
  readonly writing: boolean
}

/** A browser says every twenty seconds that it is still there. */
const LIFETIME = 45_000

const seen = new Map<string, Map<string, Seen>>()

/** A member looks at a conversation, or writes in it. */
export function lookAt(contactId: string, staffId: string, writing: boolean, at: number): void {
  const here = seen.get(contactId) ?? new Map<string, Seen>()
  here.set(staffId, { at, writing })
  seen.set(contactId, here)
  for (const [id, people] of seen) {
    for (const [staff, entry] of people) if (at - entry.at > LIFETIME) people.delete(staff)
    if (people.size === 0) seen.delete(id)
  }
}

/** Those who look at a conversation now. */
export function whoIsLooking(contactId: string, now: number): readonly Looking[] {
  return [...(seen.get(contactId) ?? [])]
    .filter(([, entry]) => now - entry.at <= LIFETIME)
    .map(([staffId, { writing }]) => ({ staffId, writing }))
}
