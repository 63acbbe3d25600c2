import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import { once } from 'node:events'
import { chromium } from 'playwright-core'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { makeBot } from './bot.ts'
import type { Bot } from './bot.ts'
import { serveBot } from './site.ts'
import type { Site } from './site.ts'

const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium'
const present = existsSync(CHROMIUM)
if (!present && process.env['CI'] === 'true') throw new Error(`no browser at ${CHROMIUM}`)
if (!present) console.log(`skipped: the website chat in a browser (no ${CHROMIUM}; set CHROMIUM)`)

const AXE = readFileSync(new URL('../../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8')
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

const bubbles = (page: Page, from: string): Promise<string[]> =>
  page.locator(`.message.${from} .text`).allTextContents()

const waitForOurs = (page: Page, count: number): Promise<void> =>
  page
    .locator('.message.us')
    .nth(count - 1)
    .waitFor()

const WAIT = { timeout: 15_000 }

interface Placed {
  getBoundingClientRect(): { readonly bottom: number }
  closest(selector: string): Placed | null
}

/** Runs on the page: whether an element is above the lower edge of the log. */
const isInSight = (one: Placed): boolean =>
  one.getBoundingClientRect().bottom <= (one.closest('#log')?.getBoundingClientRect().bottom ?? 0)

/** What axe complains of on the page as it stands. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(AXE)
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
  const found: { violations: { id: string; nodes: { html: string }[] }[] } = await page.evaluate(
    `axe.run({ runOnly: ${JSON.stringify(tags)} })`,
  )
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)
}

describe.runIf(present)('the website chat in a browser', { timeout: 60_000 }, () => {
  let browser: Browser
  let bot: Bot
  let site: Site
  const contexts: BrowserContext[] = []
  const complaints: string[] = []

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGUMENTS })
  }, 60_000)
  afterAll(() => browser.close())
  afterEach(async () => {
    await Promise.all(contexts.splice(0).map((context) => context.close()))
    await bot.channel.stop()
    await site.close()
    if (complaints.length > 0) throw new Error(complaints.splice(0).join('\n'))
  })

  /** A new visitor on a new site; what the browser complains of is held against the test. */
  async function visitor(
    options: BrowserContextOptions = {},
    more: Parameters<typeof makeBot>[0] = {},
  ): Promise<{ page: Page; context: BrowserContext }> {
    bot = makeBot({ now: Date.now, ...more })
    await bot.channel.start(bot.hear)
    site = await serveBot(bot)
    const context = await browser.newContext({ locale: 'ar-SA', ...options })
    contexts.push(context)
    context.setDefaultTimeout(20_000)
    const page = await context.newPage()
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('console', (line) => {
      if (line.type() === 'error' && /Content Security|Trusted/.test(line.text()))
        complaints.push(line.text())
    })
    await page.goto(site.url)
    return { page, context }
  }

  test('greets, takes a choice and a text, and shows the replies', async () => {
    const { page } = await visitor()
    await waitForOurs(page, 2)
    await page.getByRole('button', { name: 'تقديم طلب دعم' }).click()
    await waitForOurs(page, 3)
    await page.getByLabel('نص الرسالة').fill('نورة <b>\nالقحطاني')
    await page.getByRole('button', { name: 'إرسال' }).click()
    await waitForOurs(page, 4)
    expect(await bubbles(page, 'them')).toEqual(['تقديم طلب دعم', 'نورة <b>\nالقحطاني'])
    expect(bot.received.map(({ content }) => content)).toEqual([
      { kind: 'start' },
      { kind: 'choice', question: 'menu', choice: 'request' },
      { kind: 'text', text: 'نورة <b>\nالقحطاني' },
    ])
    await expect.poll(() => page.locator('.state.sent').count(), WAIT).toBe(2)
    await expect.poll(() => page.locator('#state').textContent(), WAIT).toBe('متصل الآن')
    expect(await page.locator('.choices').first().locator('button:not([aria-disabled=true])').count()).toBe(0)
    expect(await page.locator('.choices').last().locator('button:not([aria-disabled=true])').count()).toBe(4)
  })

  test.each([360, 768, 1440])('fits a screen of %d px, from right to left', async (width) => {
    const { page } = await visitor({ viewport: { width, height: 740 } })
    await waitForOurs(page, 2)
    await page.getByLabel('نص الرسالة').fill('https://example.sa/'.padEnd(300, 'طويل'))
    await page.getByLabel('نص الرسالة').press('Enter')
    await waitForOurs(page, 3)
    expect(await page.evaluate('document.documentElement.dir')).toBe('rtl')
    for (const root of ['document.documentElement', "document.querySelector('#log')"])
      expect(await page.evaluate(`${root}.scrollWidth - ${root}.clientWidth`)).toBe(0)
    const ours = await page.locator('.message.us').first().boundingBox()
    const theirs = await page.locator('.message.them').first().boundingBox()
    expect((ours?.x ?? 0) + (ours?.width ?? 0)).toBeGreaterThan((theirs?.x ?? 0) + (theirs?.width ?? 0))
    const small = await page
      .locator('button:visible:not([aria-disabled=true]):not(:disabled), summary:visible, textarea')
      .evaluateAll((all) =>
        all.filter((one) => one.getBoundingClientRect().height < 44).map((one) => one.outerHTML),
      )
    expect(small).toEqual([])
  })

  test.each(['light', 'dark'] as const)('has nothing that axe complains of, in %s', async (colorScheme) => {
    const { page } = await visitor({ colorScheme, reducedMotion: 'reduce' })
    await waitForOurs(page, 2)
    expect(await violations(page)).toEqual([])
    await page.getByLabel('خيارات').click()
    await page.locator('.choices button').first().click()
    await waitForOurs(page, 3)
    await page.getByLabel('خيارات').click()
    expect(await violations(page)).toEqual([])
    await page.goto(`${site.url}/?lang=en`)
    expect(await page.evaluate('document.documentElement.dir')).toBe('ltr')
    expect(await violations(page)).toEqual([])
  })

  test('takes up the conversation after the page was loaded again, and forgets it on request', async () => {
    const { page } = await visitor()
    await waitForOurs(page, 2)
    await page.locator('.choices button').nth(1).click()
    await waitForOurs(page, 3)
    await page.reload()
    await expect.poll(() => page.locator('#state').textContent(), WAIT).toBe('متصل الآن')
    expect(await page.locator('.message').count()).toBe(4)
    expect(bot.received.filter(({ content }) => content.kind === 'start')).toHaveLength(1)
    await page.getByLabel('خيارات').click()
    await page.getByRole('button', { name: 'مسح المحادثة من هذا الجهاز' }).click()
    await waitForOurs(page, 2)
    expect(await page.locator('.message').count()).toBe(2)
    expect(new Set(bot.received.map(({ urn }) => urn)).size).toBe(2)
  })

  test('loses nothing that was typed: refused, cut off, or the page closed', async () => {
    const { page, context } = await visitor()
    await waitForOurs(page, 2)
    bot.refuse(1)
    await page.getByLabel('نص الرسالة').fill('رسالة مهمة')
    await page.getByLabel('نص الرسالة').press('Enter')
    await page.locator('.state.kept').waitFor()
    await waitForOurs(page, 3)
    await context.setOffline(true)
    await page.getByLabel('نص الرسالة').fill('بلا شبكة')
    await page.getByLabel('نص الرسالة').press('Enter')
    await page.locator('.state.kept').waitFor()
    await page.getByLabel('نص الرسالة').fill('لم يكتمل بع')
    await page.close()
    await context.setOffline(false)
    const again = await context.newPage()
    await again.goto(site.url)
    await waitForOurs(again, 4)
    expect(await again.getByLabel('نص الرسالة').inputValue()).toBe('لم يكتمل بع')
    expect(bot.received.flatMap(({ content }) => (content.kind === 'text' ? [content.text] : []))).toEqual([
      'رسالة مهمة',
      'بلا شبكة',
    ])
    await expect.poll(() => again.evaluate('Object.keys(localStorage).join()'), WAIT).toBe('wasl.draft')
  })

  test('says that the line is lost, comes back by itself, and shows what was missed once', async () => {
    const { page } = await visitor()
    await waitForOurs(page, 2)
    const port = Number(new URL(site.url).port)
    await site.close()
    await expect.poll(() => page.locator('#state').textContent(), WAIT).toContain('انقطع الاتصال')
    const urn = bot.received[0]?.urn
    const last = urn && bot.said(urn).at(-1)?.id
    if (urn) await bot.say(urn, { text: 'قيلت أثناء الانقطاع' })
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    site = await serveBot(bot, port)
    await waitForOurs(page, 3)
    await expect.poll(() => page.locator('#state').textContent(), WAIT).toBe('متصل الآن')
    expect(await bubbles(page, 'us')).toHaveLength(3)
    expect(asked.every((url) => url.endsWith(`?after=${last}`))).toBe(true)
  })

  test('asks now and then where something on the way swallows streams', async () => {
    const { page } = await visitor()
    await page.route('**/chat/events*', (route) => route.abort())
    await page.reload()
    await waitForOurs(page, 2)
    await page.locator('.choices button').last().click()
    await waitForOurs(page, 3)
    expect(await bubbles(page, 'us')).toHaveLength(3)
  })

  test('lets more pages be open than a browser has connections; an old one goes on when looked at', async () => {
    const { page, context } = await visitor()
    await waitForOurs(page, 2)
    const pages = [page]
    for (let count = 0; count < 7; count += 1) {
      const another = await context.newPage()
      await another.goto(site.url)
      await expect.poll(() => another.locator('#state').textContent(), WAIT).toBe('متصل الآن')
      pages.push(another)
    }
    await pages.at(-1)?.locator('.choices button').first().click()
    for (const newer of pages.slice(-5)) await waitForOurs(newer, 3)
    expect(await bubbles(page, 'us')).toHaveLength(2)
    await page.evaluate("dispatchEvent(new Event('focus'))")
    await waitForOurs(page, 3)
    expect(await bubbles(page, 'them')).toEqual(['تقديم طلب دعم'])
  })

  test('sends a file, and refuses too large a one before it is sent', async () => {
    const { page } = await visitor({}, { fileBytes: 1024 * 1024 })
    await waitForOurs(page, 2)
    await page.setInputFiles('#file', {
      name: 'هوية.png',
      mimeType: 'image/png',
      buffer: Buffer.alloc(2000, 1),
    })
    await waitForOurs(page, 3)
    expect(bot.received.at(-1)?.content).toMatchObject({
      kind: 'file',
      file: { name: 'هوية.png', mime: 'image/png', bytes: 2000 },
    })
    await page.setInputFiles('#file', {
      name: 'كبير.png',
      mimeType: 'image/png',
      buffer: Buffer.alloc(1024 * 1024 + 1),
    })
    await expect.poll(() => page.getByRole('alert').textContent(), WAIT).toContain('أكبر من 1 ميغابايت')
    expect(await page.locator('.message.them').count()).toBe(1)
  })

  test('keeps the newest message in sight when the room for it shrinks', async () => {
    const { page } = await visitor({ viewport: { width: 360, height: 480 } })
    await waitForOurs(page, 2)
    const last = page.locator('.choices button').last()
    await expect.poll(() => last.evaluate(isInSight), WAIT).toBe(true)
    await page.getByLabel('نص الرسالة').fill('سطر\nسطر\nسطر')
    await expect.poll(() => last.evaluate(isInSight), WAIT).toBe(true)
    await page.locator('#log').evaluate((log) => log.scrollTo(0, 0))
    const [first] = bot.received
    if (first) await bot.say(first.urn, { text: 'رسالة أخرى', id: 'out-late' })
    await page.getByRole('button', { name: 'رسائل جديدة' }).click()
    await expect.poll(() => page.getByText('رسالة أخرى').evaluate(isInSight), WAIT).toBe(true)
    expect(await page.locator('#latest').isVisible()).toBe(false)
  })

  test('works without scripts', async () => {
    const { page } = await visitor({ javaScriptEnabled: false })
    await page.getByRole('button', { name: 'بدء المحادثة' }).click()
    await expect.poll(() => page.locator('.message.us').count(), WAIT).toBe(2)
    await page.getByRole('button', { name: 'استفسار عن الخدمات' }).click()
    await page.getByLabel('نص الرسالة').fill('سؤال')
    await page.getByRole('button', { name: 'إرسال', exact: true }).click()
    await expect.poll(() => bubbles(page, 'them'), WAIT).toEqual(['استفسار عن الخدمات', 'سؤال'])
    await page
      .getByLabel('اختيار ملف')
      .setInputFiles({ name: 'a.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF') })
    await page.getByRole('button', { name: 'إرسال الملف' }).click()
    await expect.poll(() => page.locator('.message.them .file').count(), WAIT).toBe(1)
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
  })

  test('is embedded in another site, and keeps its conversation there', async () => {
    const { page, host } = await embedding({ secureCookies: true })
    const button = page.getByRole('button', { name: 'المحادثة معنا' })
    await button.press('Enter')
    const frame = page.frameLocator('iframe')
    await frame.locator('.message.us').nth(1).waitFor()
    await frame.locator('.choices button').first().click()
    await frame.locator('.message.us').nth(2).waitFor()
    expect(await violations(page)).toEqual([])
    await frame.getByLabel('نص الرسالة').press('Escape')
    await expect.poll(() => page.locator('iframe').isVisible(), WAIT).toBe(false)
    expect(await button.getAttribute('aria-expanded')).toBe('false')
    const urn = bot.received[0]?.urn
    if (urn) await bot.say(urn, { text: 'رد من موظف' })
    await expect.poll(() => page.locator('.count').textContent(), WAIT).toBe('1')
    await page.reload()
    await button.click()
    await frame.locator('.message.us').nth(3).waitFor()
    expect(new Set(bot.received.map(({ urn: each }) => each)).size).toBe(1)
    host.close()
  })

  test('says what to do where the browser keeps no cookie inside another site', async () => {
    const { page, host } = await embedding({ secureCookies: false })
    await page.getByRole('button', { name: 'المحادثة معنا' }).click()
    const link = page.frameLocator('iframe').getByRole('link', { name: 'فتح المحادثة في نافذة مستقلة' })
    await link.waitFor()
    expect(await link.getAttribute('target')).toBe('_blank')
    expect(bot.received).toEqual([])
    host.close()
  })

  /** A page of another site (127.0.0.1) that embeds the chat (localhost, where browsers allow `Secure` without https). */
  async function embedding(more: Parameters<typeof makeBot>[0]): Promise<{ page: Page; host: Server }> {
    let script = ''
    const host = createServer((_request, response) => {
      response.setHeader('content-type', 'text/html; charset=utf-8')
      response.end(
        `<!doctype html><html lang="ar" dir="rtl"><title>موقع الجمعية</title><main><h1>موقع</h1></main>
        <script src="${script}" data-language="ar" data-side="start" defer></script>`,
      )
    }).listen(0, '127.0.0.1')
    await once(host, 'listening')
    const address = host.address()
    const home = `http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`
    const { page } = await visitor({}, { embedOrigins: [home], ...more })
    script = `${site.url.replace('127.0.0.1', 'localhost')}/embed.js`
    await page.goto(home)
    bot.forget()
    return { page, host }
  }
})
