import { existsSync, readFileSync } from 'node:fs'
import { chromium } from 'playwright-core'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ROUTES } from '#console/routes.ts'
import { contentOf } from '../fakes/conversation.ts'
import { SARA, startRealServer } from './real-server.ts'
import type { RealServer } from './real-server.ts'

const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium'
const present = existsSync(CHROMIUM)
if (!present && process.env['CI'] === 'true') throw new Error(`no browser at ${CHROMIUM}`)
if (!present) console.log(`skipped: the staff console in a browser (no ${CHROMIUM}; set CHROMIUM)`)

const AXE = readFileSync(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8')
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
const WIDTHS = [1440, 768, 360]
const TABS = 12
const STREAMS = 200

/** What axe complains of on the page as it stands. */
async function violations(page: Page): Promise<string[]> {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
  const found: { passes: unknown[]; violations: { id: string; nodes: { html: string }[] }[] } =
    await page.evaluate(`axe.run({ runOnly: ${JSON.stringify(tags)} })`)
  if (found.passes.length === 0) throw new Error('axe looked at nothing')
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)
}

/** What stands in an address in place of `:id`; a route that is new here must say what it shows. */
function exampleOf(path: string, server: RealServer, handoff: string): string | undefined {
  const [, , place = ''] = path.split('/')
  const answer = contentOf('musanid').association.answers[0]?.intent
  const examples: Record<string, string | undefined> = {
    inbox: handoff,
    cases: server.caseId,
    answers: answer,
    flows: 'request',
  }
  return examples[place]
}

/** Addresses that are no pages: the stream, and what is downloaded. */
const NO_PAGES = new Set(['/console/events', '/console/files/:id', '/console/satisfaction/report.csv'])

describe.runIf(present)('the staff console in a browser', { timeout: 90_000 }, () => {
  let browser: Browser
  let server: RealServer
  let people = 500_000
  const complaints: string[] = []

  beforeAll(async () => {
    ;[browser, server] = await Promise.all([
      chromium.launch({ executablePath: CHROMIUM, args: ARGUMENTS }),
      startRealServer(),
    ])
  }, 60_000)
  afterAll(async () => {
    await browser.close()
    await server[Symbol.asyncDispose]()
  })

  /** A browser in which a member is signed in; what it complains of is held against the test. */
  async function signedIn(member: string): Promise<BrowserContext> {
    const context = await browser.newContext({ locale: 'ar-SA', viewport: { width: 1280, height: 900 } })
    await context.addCookies([{ name: 'wasl_staff', value: server.cookie(member), url: server.url }])
    context.on('page', (page) => {
      page.on('pageerror', (error) => complaints.push(error.message))
      page.on('console', (line) => {
        if (line.type() === 'error' && !/Failed to load resource|ERR_/.test(line.text()))
          complaints.push(line.text())
      })
    })
    return context
  }

  async function waiting<T>(look: () => T | undefined | Promise<T | undefined>): Promise<T> {
    for (;;) {
      const found = await look()
      if (found !== undefined) return found
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
  }

  const told = (person: number): readonly string[] => server.api.sent(person).map(({ text }) => text)
  const toldOf = (person: number, words: string) =>
    waiting(() => told(person).find((text) => text.includes(words)))

  /** Somebody on Telegram asks for an employee; the address of the conversation. */
  async function personWaits(): Promise<{ person: number; path: string }> {
    const person = ++people
    const before = new Set(await openConversations())
    server.api.say(person, 'السلام عليكم')
    server.api.say(person, 'موظف')
    const path = await waiting(async () => (await openConversations()).find((link) => !before.has(link)))
    return { person, path }
  }

  async function openConversations(): Promise<string[]> {
    const headers = { cookie: `wasl_staff=${server.cookie('mona')}` }
    const answer = await fetch(`${server.url}/console/inbox?view=all`, { headers })
    const html = await answer.text()
    return [...html.matchAll(/href="(\/console\/inbox\/[\w-]+)/g)].map(([, path = '']) => path)
  }

  const button = (page: Page, action: string) => page.locator(`form[action*="/${action}"] button`)

  async function reply(page: Page, text: string): Promise<void> {
    await page.fill('#text', text)
    await button(page, 'reply').click()
  }

  test('a handoff is claimed, answered, noted and closed, and the bot goes on', async () => {
    const sara = await signedIn('sara')
    const page = await sara.newPage()
    await page.goto(`${server.url}/console/inbox`)
    const { person, path } = await personWaits()
    // It comes into the open list by itself.
    await page.locator(`#queue a[href^="${path}"]`).click()
    await button(page, 'claim').click()
    await reply(page, 'أهلًا بك، كيف نساعد؟')
    await toldOf(person, 'أهلًا بك، كيف نساعد؟')
    server.api.say(person, 'أسأل عن موعد الرد على طلبي')
    await page.getByText('أسأل عن موعد الرد على طلبي').waitFor()
    await page.locator('details > summary').first().click()
    await page.fill('#note', 'سر بين الموظفين')
    await button(page, 'note').click()
    await page.getByText('سر بين الموظفين').waitFor()
    await page.locator('details > summary').first().click()
    await page.fill('#explanation', 'شرحنا الموعد، والطلب في اللجنة.')
    await button(page, 'close').click()
    await toldOf(person, 'شرحنا الموعد، والطلب في اللجنة.')
    const after = told(person).length
    server.api.say(person, 'القائمة')
    await waiting(() => (told(person).length > after ? true : undefined))
    expect(told(person).filter((text) => text.includes('سر بين الموظفين'))).toEqual([])
    await sara.close()
  })

  test('an answer from the staff’s group stands in the open page', async () => {
    const before = new Set(server.group.topics.keys())
    const { person, path } = await personWaits()
    const sara = await signedIn('sara')
    const page = await sara.newPage()
    await page.goto(`${server.url}${path}?view=all`)
    const topic = await waiting(() => [...server.group.topics.keys()].find((id) => !before.has(id)))
    server.group.write(SARA, 'جواب من الجوال', topic)
    await toldOf(person, 'جواب من الجوال')
    await page.locator('#thread').getByText('جواب من الجوال').waitFor()
    await page.reload()
    await reply(page, 'وهذا من اللوحة')
    await toldOf(person, 'وهذا من اللوحة')
    expect(JSON.stringify(server.group.said(topic))).toContain(`${server.url}${path}`)
    await sara.close()
  })

  test('of two who claim at once one has it, and the other is told who', async () => {
    const { path } = await personWaits()
    const contexts = await Promise.all([signedIn('sara'), signedIn('nora')])
    const pages = await Promise.all(contexts.map((context) => context.newPage()))
    await Promise.all(pages.map((page) => page.goto(`${server.url}${path}?view=all`)))
    await Promise.all(pages.map((page) => button(page, 'claim').click()))
    await Promise.all(pages.map((page) => page.locator('#text, .note.problem').first().waitFor()))
    const owners = await Promise.all(pages.map((page) => page.locator('#text').count()))
    expect(owners.filter((composers) => composers === 1)).toHaveLength(1)
    const loser = pages[owners.indexOf(0)]
    expect(await loser?.locator('.note.problem').textContent()).toContain('سبق أن استلمها')
    await Promise.all(contexts.map((context) => context.close()))
  })

  test('a server that dies while somebody types loses no word, and sends it once', async () => {
    const { person, path } = await personWaits()
    const sara = await signedIn('sara')
    const page = await sara.newPage()
    await page.goto(`${server.url}${path}?view=all`)
    await button(page, 'claim').click()
    await page.fill('#text', 'كتبتها قبل أن ينقطع الخادم')
    await page.getByText('حُفظت المسودة').waitFor()
    await server.kill()
    await button(page, 'reply').click()
    await page.getByText('لم تُرسل').waitFor()
    expect(await page.inputValue('#text')).toBe('كتبتها قبل أن ينقطع الخادم')
    await server.start()
    const second = await sara.newPage()
    await second.goto(`${server.url}${path}?view=all`)
    expect(await second.inputValue('#text')).toBe('كتبتها قبل أن ينقطع الخادم')
    // Both tabs hold the same key: whoever sends, and however often, it is one message.
    await button(page, 'reply').click()
    await toldOf(person, 'كتبتها قبل أن ينقطع الخادم')
    await button(second, 'reply').click()
    await waiting(async () =>
      (await second.inputValue('#text').catch(() => undefined)) === '' ? true : undefined,
    )
    await reply(page, 'رسالة بعدها')
    await toldOf(person, 'رسالة بعدها')
    expect(told(person).filter((text) => text.includes('كتبتها قبل'))).toHaveLength(1)
    await sara.close()
  })

  test('twelve tabs live on one stream', async () => {
    const sara = await signedIn('sara')
    let streams = 0
    sara.on('request', (request) => {
      if (new URL(request.url()).pathname === '/console/events') streams += 1
    })
    const pages = await Promise.all(Array.from({ length: TABS }, () => sara.newPage()))
    await Promise.all(pages.map((page) => page.goto(`${server.url}/console/inbox?view=all`)))
    await pages[0]?.locator('#live.on').waitFor({ state: 'attached' })
    const { path } = await personWaits()
    await Promise.all(
      pages.map((page) => page.locator(`#queue a[href^="${path}"]`).waitFor({ state: 'attached' })),
    )
    expect(streams).toBe(1)
    await sara.close()
  })

  /** What is wrong with a page: no answer, what axe finds in light and dark, and what sticks out at a width. */
  async function troublesOf(page: Page, address: string): Promise<string[]> {
    const found: string[] = []
    await page.setViewportSize({ width: WIDTHS[0] ?? 0, height: 900 })
    const answer = await page.goto(`${server.url}${address}`)
    if (answer?.status() !== 200) found.push(`${address}: ${answer?.status() ?? 'no answer'}`)
    await page.evaluate(AXE)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      for (const line of await violations(page)) found.push(`${address} (${colorScheme}): ${line}`)
    }
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 })
      const over = Number(await page.evaluate('document.documentElement.scrollWidth - innerWidth'))
      if (over > 0) found.push(`${address}: ${over} px too wide at ${width}`)
    }
    return found
  }

  test('every page in light and dark and at three widths', async () => {
    const { path: conversation } = await personWaits()
    const handoff = conversation.split('/').at(-1) ?? ''
    const contexts = [await signedIn('mona'), await signedIn('amal'), await browser.newContext()]
    const [mona, amal, stranger] = await Promise.all(contexts.map((context) => context.newPage()))
    if (!mona || !amal || !stranger) throw new Error('no page')
    const found = await troublesOf(stranger, '/console/sign-in')
    for (const route of ROUTES) {
      if (route.method !== 'get' || NO_PAGES.has(route.path)) continue
      const example = exampleOf(route.path, server, handoff)
      expect(route.path.includes(':') && example === undefined, `no example for ${route.path}`).toBe(false)
      const address = route.path.replace(':id', example ?? '')
      found.push(...(await troublesOf(route.needs === 'staff' ? amal : mona, address)))
    }
    expect(found).toEqual([])
    await Promise.all(contexts.map((context) => context.close()))
  })

  test('two hundred streams are answered, and each hears of a change', async () => {
    const leave = new AbortController()
    const headers = { cookie: `wasl_staff=${server.cookie('sara')}` }
    const streams = await Promise.all(
      Array.from({ length: STREAMS }, async () => {
        const answer = await fetch(`${server.url}/console/events`, { headers, signal: leave.signal })
        expect(answer.headers.get('content-type')).toContain('text/event-stream')
        const stream = new Listening(answer)
        await stream.hears('event: hello')
        return stream
      }),
    )
    await personWaits()
    await Promise.all(streams.map((stream) => stream.hears('event: change')))
    leave.abort()
  })

  test('and no browser complained', () => {
    expect(complaints).toEqual([])
  })
})

/** An event stream that is read until something comes. */
class Listening {
  private readonly reader: ReadableStreamDefaultReader<Uint8Array>
  private heard = ''

  constructor({ body }: Response) {
    if (!body) throw new Error('no stream')
    this.reader = body.getReader()
  }

  async hears(words: string): Promise<void> {
    while (!this.heard.includes(words)) {
      const { value, done } = await this.reader.read()
      if (done) throw new Error('the stream ended')
      this.heard += new TextDecoder().decode(value)
    }
  }
}
