import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { OGG, pagePdf, photograph } from '../../fakes/hostile-files.ts'
import { openPaperBot, paper } from '../../fakes/paper-bot.ts'
import type { PaperBot } from '../../fakes/paper-bot.ts'
import { serveBot } from './site.ts'

const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium'
const present = existsSync(CHROMIUM)
if (!present && process.env['CI'] === 'true') throw new Error(`no browser at ${CHROMIUM}`)
if (!present) console.log(`skipped: the upload page in a browser (no ${CHROMIUM}; set CHROMIUM)`)

const AXE = readFileSync(new URL('../../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8')
const ARGUMENTS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync']
/** A folder for pictures of the page, to be looked at by people. */
const PICTURES = process.env['PICTURES']

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(AXE)
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
  const found: { violations: { id: string; nodes: { html: string }[] }[] } = await page.evaluate(
    `axe.run({ runOnly: ${JSON.stringify(tags)} })`,
  )
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)
}

async function picture(page: Page, name: string): Promise<void> {
  if (PICTURES === undefined) return
  mkdirSync(PICTURES, { recursive: true })
  await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true })
}

interface Visit extends AsyncDisposable {
  readonly bot: PaperBot
  readonly page: Page
  readonly url: string
}

describe.runIf(present)('the upload page in a browser', { timeout: 60_000 }, () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGUMENTS })
  }, 60_000)
  afterAll(() => browser.close())

  /** A person who has followed the link on a phone or an office PC; what the browser complains of fails the test. */
  async function follow(options: BrowserContextOptions = {}): Promise<Visit> {
    const report = paper('report', {
      maxFiles: 3,
      label: { ar: 'التقرير الطبي', en: 'Medical report' },
    })
    const bot = await openPaperBot({ fields: [report, paper('deed')] })
    await bot.begin()
    const site = await serveBot(bot)
    const context = await browser.newContext({ locale: 'ar-SA', ...options })
    context.setDefaultTimeout(20_000)
    const page = await context.newPage()
    const complaints: string[] = []
    page.on('console', (line) => {
      if (line.type() === 'error' && line.text().includes('Content Security')) complaints.push(line.text())
    })
    const url = `${site.url}${bot.link()}`
    await page.goto(url)
    return {
      bot,
      page,
      url,
      async [Symbol.asyncDispose]() {
        await context.close()
        await site.close()
        await bot[Symbol.asyncDispose]()
        expect(complaints).toEqual([])
      },
    }
  }

  test.each([
    ['phone', { viewport: { width: 360, height: 640 }, colorScheme: 'light' }],
    ['phone-dark', { viewport: { width: 360, height: 640 }, colorScheme: 'dark' }],
    ['desktop', { viewport: { width: 1280, height: 800 }, colorScheme: 'light' }],
    ['desktop-dark', { viewport: { width: 1280, height: 800 }, colorScheme: 'dark' }],
  ] as const)(
    'fits and is read out well, in both languages and all its states: %s',
    async (name, options) => {
      await using visit = await follow({ ...options, javaScriptEnabled: true })
      const { page, url } = visit
      const check = async (state: string): Promise<void> => {
        await picture(page, `${name}-${state}`)
        expect(await violations(page)).toEqual([])
        expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(
          0,
        )
        const small = await page
          .locator('button, input[type=file], nav a')
          .evaluateAll((all) => all.filter((one) => one.getBoundingClientRect().height < 44).map(String))
        expect(small).toEqual([])
      }
      expect(await page.evaluate('document.documentElement.dir')).toBe('rtl')
      await check('ar')
      await page.getByRole('link', { name: 'English' }).click()
      expect(await page.evaluate('document.documentElement.dir')).toBe('ltr')
      await check('en')
      await page.goto(url)
      await page.setInputFiles('#files', { name: 'صوت.ogg', mimeType: 'audio/ogg', buffer: OGG })
      await page.getByRole('button', { name: 'رفع' }).click()
      await page.getByRole('alert').waitFor()
      await check('ar-refused')
      await page.setInputFiles('#files', [
        { name: 'صورة.jpg', mimeType: 'image/jpeg', buffer: await photograph() },
        { name: 'ورقة.pdf', mimeType: 'application/pdf', buffer: pagePdf() },
      ])
      await page.getByRole('button', { name: 'رفع' }).click()
      await page.getByRole('heading', { name: 'تم استلام ما رُفع' }).waitFor()
      await check('ar-done')
      await page.goto(url)
      await page.getByRole('heading', { name: 'هذا الرابط لا يعمل الآن' }).waitFor()
      await check('ar-closed')
    },
  )

  test('works without scripts, and knows nothing of the person', async () => {
    await using visit = await follow({ javaScriptEnabled: false })
    const { bot, page } = visit
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.headers()['referer'] ?? ''))
    expect(await page.locator('script').count()).toBe(0)
    expect(await page.context().cookies()).toEqual([])
    await page.setInputFiles('#files', { name: 'a.pdf', mimeType: 'application/pdf', buffer: pagePdf() })
    await page.getByRole('button', { name: 'رفع' }).click()
    await page.getByRole('heading', { name: 'تم استلام ما رُفع' }).waitFor()
    await bot.talk.runner.idle()
    expect(bot.last()).toContain('نرجو إرسال deed')
    expect(asked.filter((referer) => referer.includes('/upload/'))).toEqual([])
  })
})
