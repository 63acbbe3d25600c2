import { afterEach, describe, expect, test } from 'vitest'
import { createLibrary } from '#runner/library.ts'
import type { Content } from '../../src/assemble.ts'
import { ROOT, contentOf, openConversation, readFlows } from '../fakes/conversation.ts'
import type { Conversation } from '../fakes/conversation.ts'

let talk: Conversation | undefined

afterEach(async () => {
  await talk?.close()
  talk = undefined
})

/** The content of musanid with its flow files, or its first service's form, changed by someone. */
function edited(change: {
  readonly flow?: readonly [id: string, edit: (source: string) => string]
  readonly form?: (json: string) => string
}): Content {
  const content = contentOf('musanid')
  const flows = readFlows(`${ROOT}/flows`)
  if (change.flow) {
    const [id, edit] = change.flow
    const before = flows.get(id) ?? ''
    const after = edit(before)
    expect(after, 'the edit changes something').not.toBe(before)
    flows.set(id, after)
  }
  const services = content.association.services.map((service, index) => {
    if (index > 0 || !change.form) return service
    const form = JSON.parse(change.form(JSON.stringify(service.form))) as typeof service.form
    return { ...service, form: { ...form, revision: `${form.revision}-edited` } }
  })
  const association = { ...content.association, services }
  const made = createLibrary(flows, association)
  if ('problems' in made) throw new Error(JSON.stringify(made.problems))
  return { ...content, association, library: made.library }
}

const lastOf = (messages: readonly { readonly text: string }[]): string =>
  (messages.at(-1)?.text ?? '').replaceAll(/[\u2066-\u2069]/g, '')

/** Says some things and returns the last reply. */
async function saying(given: Conversation, ...texts: readonly string[]): Promise<string> {
  let reply = ''
  for (const text of texts) reply = lastOf(await given.say(text))
  return reply
}

const TO_THE_FORM = ['السلام عليكم', '1', '1', '1']
const TO_THE_REVIEW = [
  '1',
  'فاطمة محمد علي الزهراني',
  '1000000008',
  '1400/5/1',
  '0501234567',
  // Consent to what is sensitive.
  'أوافق على ذكره',
  'حركي',
  '4',
  'تأخر الإيجار ثلاثة أشهر',
  'تخطي',
  'مكة المكرمة',
  '1',
  '1500',
  '3',
]

describe('a flow file changed while a request is being written', () => {
  const withoutReview = edited({
    flow: [
      'request',
      (source) => source.replace(/ {2}check:\n {4}kind: review\n {4}of: form\n {4}clauses: \[R4\]\n/, ''),
    ],
  })

  test('keeps the old way for who is in it, over a restart', async () => {
    talk = await openConversation({ content: contentOf('musanid') })
    await saying(talk, ...TO_THE_FORM)
    await talk.restart(withoutReview)
    expect(await saying(talk, ...TO_THE_REVIEW)).toMatch(/^هل كل شيء صحيح؟/)
  })

  test('goes the new way with who begins afterwards', async () => {
    talk = await openConversation({ content: contentOf('musanid') })
    await saying(talk, ...TO_THE_FORM, 'إلغاء')
    await talk.restart(withoutReview)
    expect(await saying(talk, 'القائمة', '1', '1', ...TO_THE_REVIEW)).toContain('هذا إقرار إلكتروني')
  })

  test('keeps the old way for a saved request that is taken up again', async () => {
    talk = await openConversation({ content: contentOf('musanid') })
    await saying(talk, ...TO_THE_FORM, ...TO_THE_REVIEW.slice(0, 7), 'حفظ')
    await talk.restart(withoutReview)
    await talk.restart()
    expect(await saying(talk, 'أكمل', ...TO_THE_REVIEW.slice(7))).toMatch(/^هل كل شيء صحيح؟/)
  })
})

describe('a form changed while it is being filled in', () => {
  const askedAnew = edited({ form: (json) => json.replace('كيف هو السكن؟', 'أين السكن؟') })

  test('asks who began with it the question that they were promised', async () => {
    talk = await openConversation({ content: contentOf('musanid') })
    await saying(talk, ...TO_THE_FORM, ...TO_THE_REVIEW.slice(0, 4))
    await talk.restart(askedAnew)
    expect(await saying(talk, ...TO_THE_REVIEW.slice(4, 13))).toBe('كيف هو السكن؟')
  })

  test('asks the others the new one', async () => {
    talk = await openConversation({ content: askedAnew })
    expect(await saying(talk, ...TO_THE_FORM, ...TO_THE_REVIEW.slice(0, 13))).toBe('أين السكن؟')
  })
})
