import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { csvFile } from '../../src/console/figures/csv.ts'
import { openConversation } from '../fakes/conversation.ts'
import type { Conversation } from '../fakes/conversation.ts'
import { openConsole, signedIn } from './staff-browser.ts'
import type { StaffBrowser } from './staff-browser.ts'

let talk: Conversation
let browser: StaffBrowser
let made = 0

beforeEach(async () => {
  // Noon of the first of March: January and February are over.
  talk = await openConversation()
  const open = openConsole(talk)
  browser = await signedIn(talk, open, { id: 'huda', name: 'هدى', role: 'satisfaction' })
})

afterEach(() => talk.close())

async function rate(service: string, month: string, score: number, comment?: string): Promise<void> {
  const { ratings } = talk.store
  const common = { service, month, poll: `poll_${service}` }
  await talk.store.commit([
    ratings.add({ ...common, id: `r${++made}`, question: 'overall', score }),
    ...(comment === undefined
      ? []
      : [ratings.add({ ...common, id: `r${++made}`, question: 'comment', comment })]),
  ])
}

describe('the page of satisfaction', () => {
  it('shows a score with its number of people and its interval, by service and month', async () => {
    for (const score of [5, 5, 4, 4, 3, 5]) await rate('support', '2026-01', score)
    const page = await browser.get('/console/satisfaction')
    expect(page.status).toBe(200)
    expect(page.text).toContain('4.3')
    expect(page.text).toContain('من 6 مقيّمًا')
    expect(page.text).toMatch(/2\.\d–4\.\d/)
    expect(page.text).toContain('يناير 2026')
    expect(page.html).toContain('<table>')
  })

  it('says nothing of four people, nor of the month that runs', async () => {
    for (const score of [1, 1, 1, 2]) await rate('support', '2026-02', score, 'كلام خاص جدًا')
    for (const score of [1, 1, 1, 1, 1, 1]) await rate('support', '2026-03', score)
    const page = await browser.get('/console/satisfaction')
    expect(page.text).toContain('لا تظهر نتيجة قبل خمسة تقييمات')
    expect(page.text).not.toContain('كلام خاص')
    expect(page.text).not.toContain('1.3')
    const file = await browser.get('/console/satisfaction/report.csv?year=2026')
    expect(file.html).not.toMatch(/1\.\d/)
  })

  it('shows comments without numbers and names, and only beside enough ratings', async () => {
    for (const score of [5, 5, 4, 4, 3]) await rate('support', '2026-01', score)
    await rate('support', '2026-01', 4, 'شكرا، اسمي فهد العتيبي ورقمي 0501234567')
    await rate('assistive_device', '2026-01', 1, 'جهازي لم يصل')
    const { text } = await browser.get('/console/satisfaction')
    expect(text).toContain('شكرا')
    expect(text).not.toContain('فهد')
    expect(text).not.toContain('0501234567')
    expect(text).not.toContain('جهازي')
  })

  it('counts how many of those who were asked answered', async () => {
    const { store, clock } = talk
    const at = clock.now() - 40 * 86_400_000
    for (let i = 0; i < 8; i++) {
      await talk.send({ kind: 'text', text: 'السلام عليكم' }, `terminal:p${i}`)
      const contact = await store.contacts.find(`terminal:p${i}`, 'test')
      const id = contact?.id ?? ''
      await store.commit([
        store.pollOffers.offer(id, 'support', at),
        ...(i < 6 ? [store.ratings.mark(id, 'poll_support', at + 1000)] : []),
        // Rated something else, and rated before being asked.
        ...(i === 6 ? [store.ratings.mark(id, 'poll_assistive_device', at + 1)] : []),
        ...(i === 7 ? [store.ratings.mark(id, 'poll_support', at - 1)] : []),
      ])
    }
    const { text } = await browser.get('/console/satisfaction')
    expect(text).toContain('أجاب 6 من 8')
    expect(text).toContain('75%')
  })

  it('is not for those who look after the system', async () => {
    const open = openConsole(talk)
    const admin = await signedIn(talk, open, { id: 'hind', name: 'هند', role: 'admin' })
    expect((await admin.get('/console/satisfaction/report.csv')).status).toBe(403)
  })
})

describe('the report of a year', () => {
  it('comes as a file that a spreadsheet opens, and as a page to print; both are written down', async () => {
    for (const score of [5, 5, 4, 4, 3]) await rate('support', '2026-01', score)
    const file = await browser.get('/console/satisfaction/report.csv?year=2026')
    expect(file.headers.get('content-type')).toContain('text/csv')
    expect(file.headers.get('content-disposition')).toContain('satisfaction-musanid-2026.csv')
    expect(file.html).toContain('4.2')
    expect((await browser.get('/console/satisfaction/print?year=2026')).text).toContain('4.2')
    const actions = (await talk.store.audit.after(0, 100)).map(({ action }) => action)
    expect(actions.filter((action) => action === 'report_taken')).toHaveLength(2)
  })

  it('takes no year that is none', async () => {
    expect((await browser.get('/console/satisfaction?year=<b>')).status).toBe(200)
  })
})

describe('a file for spreadsheets', () => {
  it('never holds a formula', () => {
    const bad = ['=1+1', '+1', '-1', '@x', '\t=1', '\r=1']
    const cells = csvFile([bad]).slice(1).trimEnd().split(',')
    for (const cell of cells) expect(cell.replace(/^"/, '')).toMatch(/^'/)
  })

  it('begins with the mark of UTF-8 and keeps commas, quotes and lines inside their cell', () => {
    expect(csvFile([['a,b', 'c"d', 'e\nf'], []])).toBe('\uFEFF"a,b","c""d","e\nf"\r\n\r\n')
  })
})
