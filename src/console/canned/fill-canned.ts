import type { Contact } from '#store/contacts.ts'
import type { Desk } from '../desk.ts'

/** What a canned reply may hold to be filled in; anything else in braces is for the writer to fill. */
const VALUES = ['name', 'reference'] as const

/** A canned reply for one person: gaps whose value is known are filled, the others stay and block the sending. */
export async function fillCanned({ parts }: Desk, text: string, contact: Contact): Promise<string> {
  const { people, cases } = parts.store
  // Of a phone that several people share nobody knows which of them reads.
  const links = await people.ofContact(contact.id)
  const [own, another] = links.filter(({ role, proof }) => role === 'self' && proof !== 'none')
  const person = !own || another || !contact.proven ? undefined : await people.get(own.personId)
  const [standing] = await cases.statesOf(contact.id)
  const values: Readonly<Record<(typeof VALUES)[number], string | undefined>> = {
    name: person?.name,
    reference: standing?.reference,
  }
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
    const known = VALUES.find((one) => one === name)
    return (known && values[known]) ?? whole
  })
}
