import { describe, expect, it } from 'vitest'
import { consoleRoutes } from '#console/routes.ts'
import type { ConsoleSource } from '#console/routes.ts'
import { StoreUnavailable } from '#store/write.ts'
import { contentOf, openConversation } from '../fakes/conversation.ts'

const COUNTS = {
  inboxPending: 3,
  inboxDead: 1,
  outboxPending: 20,
  outboxSending: 4,
  outboxFailed: 7,
  sessions: 12,
  handoffsOpen: 2,
  casesByState: { submitted: 5, closed: 6 },
}

const WORDS = contentOf('musanid').renderer

function routes(changed: Partial<ConsoleSource> = {}) {
  return consoleRoutes({
    counts: () => Promise.resolve(COUNTS),
    channels: [
      { type: 'web', on: true },
      { type: 'telegram', on: false, variable: 'TELEGRAM_BOT_TOKEN' },
    ],
    association: 'musanid',
    startedAt: 1_000,
    now: () => 91_400,
    name: 'جمعية',
    word: (key) => WORDS.translate(`console:${key}`, 'ar'),
    samples: true,
    ...changed,
  })
}

const CLOSED = { counts: () => Promise.reject(new StoreUnavailable('closed')) }

describe('/healthz', () => {
  it('is 200 while the database answers, and 503 when it does not', async () => {
    const well = await routes().request('/healthz')
    expect(well.status).toBe(200)
    expect(await well.json()).toEqual({ status: 'ok' })
    const ill = await routes(CLOSED).request('/healthz')
    expect(ill.status).toBe(503)
    expect(await ill.json()).toEqual({ status: 'store unavailable' })
    for (const response of [well, ill]) expect(response.headers.get('cache-control')).toBe('no-store')
  })

  it('follows a real store', async () => {
    const talk = await openConversation()
    const { counts } = talk.store
    expect((await routes({ counts }).request('/healthz')).status).toBe(200)
    await talk.close()
    expect((await routes({ counts }).request('/healthz')).status).toBe(503)
  })
})

describe('/metrics', () => {
  it('is text that Prometheus reads: each figure with its help and type, once', async () => {
    const response = await routes().request('/metrics')
    expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/)
    const text = await response.text()
    expect(text.endsWith('\n')).toBe(true)
    const lines = text.trimEnd().split('\n')
    for (const line of lines)
      expect
        .soft(line)
        .toMatch(/^(?:# (?:HELP wasl_\w+ .+|TYPE wasl_\w+ gauge)|wasl_\w+(?:\{\w+="[^"\\]*"\})? -?\d+)$/)
    const samples = lines.filter((line) => !line.startsWith('#')).map((line) => line.split(' ')[0])
    expect(new Set(samples).size).toBe(samples.length)
    for (const name of new Set(samples.map((sample) => sample?.split('{')[0])))
      expect.soft(lines).toContain(`# TYPE ${name} gauge`)
    expect(lines).toEqual(
      expect.arrayContaining([
        'wasl_inbox_messages{state="pending"} 3',
        'wasl_inbox_messages{state="dead"} 1',
        'wasl_outbox_messages{state="sending"} 4',
        'wasl_outbox_messages{state="failed"} 7',
        'wasl_sessions 12',
        'wasl_handoffs_open 2',
        'wasl_cases{state="submitted"} 5',
        'wasl_cases{state="closed"} 6',
        'wasl_channel_on{channel="web"} 1',
        'wasl_channel_on{channel="telegram"} 0',
        'wasl_uptime_seconds 90',
      ]),
    )
  })

  it('and the status page hold nothing of a person', async () => {
    const talk = await openConversation()
    try {
      await talk.send({ kind: 'text', text: 'planted words 0512345678' }, 'terminal:planted-account')
      const app = routes({ counts: talk.store.counts })
      for (const path of ['/metrics', '/status', '/healthz']) {
        const response = await app.request(path)
        const whole = JSON.stringify([...response.headers]) + (await response.text())
        expect.soft(whole).not.toMatch(/planted|0512345678/)
      }
      expect(await (await app.request('/metrics')).text()).toContain('wasl_sessions 1')
    } finally {
      await talk.close()
    }
  })
})

describe('/status', () => {
  it('is Arabic from right to left, with a name for every figure', async () => {
    const page = await (await routes().request('/status')).text()
    expect(page).toContain('<html lang="ar" dir="rtl">')
    expect(page).toContain('محادثة الموقع')
    expect(page).toContain('متوقف (TELEGRAM_BOT_TOKEN)')
    const figures = [...page.matchAll(/<th scope="row">([^<]+)<\/th>\s*<td><bdi>([^<]+)<\/bdi><\/td>/g)].map(
      ([, name, value]) => [name, value],
    )
    expect(figures).toEqual([
      ['محادثة الموقع', 'يعمل'],
      ['تيليجرام', 'متوقف (TELEGRAM_BOT_TOKEN)'],
      ['رسائل تنتظر المعالجة', '3'],
      ['رسائل تعذّرت معالجتها', '1'],
      ['رسائل تنتظر الإرسال', '24'],
      ['رسائل تعذّر إرسالها', '7'],
      ['محادثات تنتظر موظفًا', '2'],
      ['طلبات مسجّلة', '11'],
    ])
    expect(page).not.toMatch(/console:|>\s*status\.|undefined/)
  })

  it('says that services are samples only as long as they are', async () => {
    const note = 'class="note"'
    expect(await (await routes().request('/status')).text()).toContain(note)
    expect(await (await routes({ samples: false }).request('/status')).text()).not.toContain(note)
  })

  it('escapes what it shows', async () => {
    const name = '<script>alert(1)</script>"&'
    const channels = [{ type: 'web', on: false, variable: '<img src=x>' }]
    const page = await (await routes({ name, channels }).request('/status')).text()
    expect(page).not.toMatch(/<script|<img/)
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&quot;&amp;')
  })

  it('may run nothing, be framed by nobody, and stays nowhere', async () => {
    const { headers } = await routes().request('/status')
    const csp = headers.get('content-security-policy') ?? ''
    for (const rule of [
      "default-src 'none'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
      "form-action 'none'",
    ])
      expect.soft(csp).toContain(rule)
    expect(csp).not.toMatch(/unsafe|\*/)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('cache-control')).toBe('no-store')
  })

  it('finds its style, and nothing outside', async () => {
    const app = routes()
    const page = await (await app.request('/status')).text()
    for (const [, address] of page.matchAll(/(?:href|src)="([^"]+)"/g)) expect(address).toMatch(/^\/(?!\/)/)
    const style = await app.request('/status.css')
    expect(style.status).toBe(200)
    expect(style.headers.get('content-type')).toMatch(/^text\/css/)
    expect(await style.text()).not.toMatch(/@import|url\(\s*['"]?https?:/)
  })

  it('answers no other way of asking', async () => {
    for (const path of ['/status', '/metrics', '/healthz'])
      expect((await routes().request(path, { method: 'POST' })).status).toBe(404)
  })
})

describe('a store that is closed', () => {
  it.each(['/metrics', '/status'])('makes %s an error that says nothing of its inside', async (path) => {
    const response = await routes(CLOSED).request(path)
    expect(response.status).toBeGreaterThanOrEqual(500)
    expect(await response.text()).not.toMatch(/StoreUnavailable|\.ts|closed/)
  })
})
