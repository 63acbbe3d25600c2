import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { wordsOf } from '#language/normalise.ts'
import { openConversation } from '../fakes/conversation.ts'
import type { Conversation } from '../fakes/conversation.ts'
import { openConsole, signedIn } from './staff-browser.ts'
import type { StaffBrowser } from './staff-browser.ts'

let talk: Conversation
let mona: StaffBrowser
let nora: StaffBrowser

beforeEach(async () => {
  talk = await openConversation()
  const open = openConsole(talk)
  mona = await signedIn(talk, open, { id: 'mona', name: 'منى', role: 'relations' })
  nora = await signedIn(talk, open, { id: 'nora', name: 'نورة', role: 'manager' })
})

afterEach(() => talk.close())

const TYPED = {
  titleAr: 'مدة الرد',
  titleEn: 'When',
  textAr: 'يصل الرد بعد أسبوعين على الأقل، وهذا نص جديد.',
  textEn: 'After two weeks at least.',
  source: 'R13',
}

async function asked(text: string): Promise<void> {
  const normalised = wordsOf(text, { search: true }).join(' ')
  const common = { at: talk.clock.now(), outcome: 'offer', lang: 'ar', answered: false }
  await talk.store.commit([talk.store.inquiries.record({ ...common, id: 'q1', text, normalised })])
}

async function draftId(): Promise<string> {
  return (await talk.store.answerVersions.drafts())[0]?.id ?? ''
}

describe('an answer', () => {
  it('is shown as the chat shows it before it is kept', async () => {
    const page = await mona.post('/console/answers/decision_time', { ...TYPED, do: 'preview' })
    expect(page.html).toMatch(/class="bubble" lang="ar"[\s\S]*هذا نص جديد[\s\S]*المصدر: سياسة العلاقة/)
    expect(await talk.store.answerVersions.drafts()).toEqual([])
  })

  it('is written by one, published by another, and undone', async () => {
    await mona.post('/console/answers/decision_time', { ...TYPED, do: 'keep' })
    const own = await mona.get('/console/answers')
    expect(own.text).toContain('هذا نص جديد')
    const publish = `/console/answers/versions/${await draftId()}/publish`
    expect(own.html).not.toContain(publish)
    expect((await mona.post(publish)).status).toBe(403)
    expect((await nora.get('/console/answers')).html).toContain(publish)
    await nora.post(publish)
    const answers = talk.runner.content().association.answers
    expect(answers.find(({ intent }) => intent === 'decision_time')?.text.ar).toBe(TYPED.textAr)
    const history = await nora.get('/console/answers/decision_time')
    expect(history.text).toContain('ما كانت عليه')
    const undo = /\/console\/answers\/versions\/[^/"]+\/undo/.exec(history.html)?.[0] ?? ''
    await nora.post(undo)
    const after = talk.runner.content().association.answers
    expect(after.find(({ intent }) => intent === 'decision_time')?.text.ar).not.toBe(TYPED.textAr)
    expect((await nora.post(undo)).status).toBe(409)
  })

  it('is not published by its own writer', async () => {
    await nora.post('/console/answers/decision_time', { ...TYPED, do: 'keep' })
    const page = await nora.post(`/console/answers/versions/${await draftId()}/publish`)
    expect(page.status).toBe(422)
    expect(page.text).toContain('شخص غير كاتبها')
  })

  it.each(['textAr', 'titleAr', 'source'])(
    'comes back with what was typed where %s is missing',
    async (part) => {
      const page = await mona.post('/console/answers/decision_time', { ...TYPED, [part]: '', do: 'keep' })
      expect(page.status).toBe(422)
      expect(page.html).toContain('After two weeks at least.')
      expect(page.html).toContain('aria-invalid')
    },
  )

  it('that is not there is not there', async () => {
    expect((await mona.get('/console/answers/nothing')).status).toBe(404)
  })
})

describe('a question that nothing answered', () => {
  it('is shown masked, and becomes an example by one press', async () => {
    await asked('كم سعر الغسالة عندكم ورقمي 0501234567')
    const page = await mona.get('/console/answers')
    expect(page.text).toContain('الغسالة')
    expect(page.text).not.toContain('0501234567')
    const group = /name="group" value="(\w+)"/.exec(page.html)?.[1] ?? ''
    await mona.post('/console/answers/examples', { group, intent: 'services_offered' })
    const [draft] = await talk.store.answerVersions.drafts()
    expect(draft).toMatchObject({ intent: 'services_offered', kind: 'example', writtenBy: 'mona' })
    expect(JSON.stringify(draft?.content)).toContain('الغسالة')
    expect(JSON.stringify(draft?.content)).not.toMatch(/\d{4}|\[number/)
  })

  it('begins a new answer', async () => {
    await asked('هل عندكم حضانة للأطفال؟')
    const page = await mona.get('/console/answers')
    const link = /\/console\/answers\/new\?group=\w+/.exec(page.html)?.[0] ?? ''
    expect((await mona.get(link)).html).toContain('هل عندكم حضانة للأطفال؟')
    const examples = 'هل عندكم حضانة للأطفال؟\nوين الحضانة'
    await mona.post('/console/answers/new', {
      ...TYPED,
      titleAr: 'الحضانة',
      source: 'R15',
      examples,
      do: 'keep',
    })
    await nora.post(`/console/answers/versions/${await draftId()}/publish`)
    expect((await nora.get('/console/answers')).text).toContain('الحضانة')
    expect((await nora.get('/console/answers')).html).not.toContain('group=')
  }, 20_000)
})
