import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ChannelType, Urn } from '#core/contact.ts'
import { createTelegramChannel } from '#channels/telegram/telegram.ts'
import type { Telegram } from '#channels/telegram/telegram.ts'
import { urnOfToken } from '#channels/web/identity.ts'
import { createWebChannel } from '#channels/web/web-channel.ts'
import type { WebChannel } from '#channels/web/web-channel.ts'
import { SYSTEM_CLOCK } from '#runner/clock.ts'
import { readHistory } from '#runner/history.ts'
import { createIds } from '#runner/ids.ts'
import { createRunner } from '#runner/runner.ts'
import type { Runner } from '#runner/runner.ts'
import { openStore } from '#store/store.ts'
import type { Store } from '#store/store.ts'
import { ARABIC, QUICK } from '../../channels/telegram/harness.ts'
import { HERE, visit } from '../../channels/web/visitor.ts'
import type { Visitor } from '../../channels/web/visitor.ts'
import { startBotApi } from '../../fakes/bot-api/bot-api.ts'
import type { BotApi } from '../../fakes/bot-api/bot-api.ts'
import { SILENT } from '../../fakes/conversation.ts'
import { PLANTED_PLACE, objectStream, pagePdf, photograph, pixelBomb } from '../../fakes/hostile-files.ts'
import { UPLOAD_TEXTS, paper, paperContent } from '../../fakes/paper-bot.ts'
import arWeb from '../../../locales/ar/web.json' with { type: 'json' }

const PERSON = 77
const WAIT = { timeout: 15_000 }
const KEYS = { masterKey: new Uint8Array(32).fill(7), indexKey: new Uint8Array(32).fill(9) }
const FIELDS = [paper('card', { sensitivity: 'personal', maxFiles: 2 }), paper('report')]

let folder: string
let store: Store
let runner: Runner
let api: BotApi
let telegram: Telegram
let web: WebChannel

/** The runner behind Telegram (a fake server) and the website, with a real store and real time. */
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wasl-uploads-'))
  store = await openStore({ folder, ...KEYS, now: SYSTEM_CLOCK.now })
  api = await startBotApi()
  telegram = createTelegramChannel({
    token: api.token,
    apiRoot: api.url,
    mode: 'polling',
    position: () => Promise.resolve(undefined),
    texts: { ar: ARABIC },
    logger: QUIET,
    pace: QUICK,
  })
  web = createWebChannel({
    account: 'musanid',
    associationName: { ar: 'مساند' },
    languages: ['ar'],
    texts: { ar: arWeb },
    embedOrigins: [],
    secureCookies: false,
    trustProxy: false,
    history: (urn, after) => readHistory({ store }, urn, 'musanid', after),
    now: SYSTEM_CLOCK.now,
    newId: createIds().newId,
    logger: QUIET,
    uploads: {
      desk: {
        open: (token) => runner.uploads.open(token),
        take: (token, files) => runner.uploads.take(token, files),
      },
      texts: UPLOAD_TEXTS,
    },
  })
  runner = createRunner({
    ...paperContent(FIELDS),
    store,
    channels: new Map<ChannelType, Telegram['channel']>([
      ['telegram', telegram.channel],
      ['web', web.channel],
    ]),
    fileSources: new Map([['telegram', telegram.files]]),
    clock: SYSTEM_CLOCK,
    ids: createIds(),
    log: SILENT,
    language: 'ar',
    uploadAddress: (token) => `${HERE}/upload/${token}`,
  })
  await runner.start()
  await telegram.channel.start(runner.receive)
  await web.channel.start(runner.receive)
})

afterEach(async () => {
  await telegram.channel.stop()
  await web.channel.stop()
  await runner.stop()
  await store.close()
  await api.stop()
  rmSync(folder, { recursive: true, force: true })
})

const QUIET = { info: () => undefined, warn: () => undefined, error: () => undefined }

/** What the folder of files holds, unsealed by nobody. */
function onDisk(): readonly string[] {
  return readdirSync(join(folder, 'files'), { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map((each) => readFileSync(join(each.parentPath, each.name), 'latin1'))
}

/** Everything that was kept of one contact, unsealed. */
async function kept(urn: Urn, account: string) {
  const contact = await store.contacts.find(urn, account)
  if (!contact) throw new Error('no contact')
  const key = await store.vault.open(contact.keyId)
  const turns = await store.messages.of(contact.id, key, { limit: 100 })
  const ids = turns.flatMap(({ entries }) => entries.flatMap(({ fileId }) => fileId ?? []))
  return Promise.all(
    ids.map(async (id) => ({
      meta: await store.files.get(id, key),
      text: Buffer.from(await store.files.read(id, key)).toString('latin1'),
    })),
  )
}

const HOSTILE: readonly (readonly [string, () => Buffer, RegExp])[] = [
  ['a script, packed', () => pagePdf('', objectStream(['<< /S /JavaScript /JS (x) >>'])), /برامج أو مرفقات/u],
  ['a program to start', () => pagePdf('', '<< /S /Launch /F (x) >>'), /برامج أو مرفقات/u],
  ['a lock', () => pagePdf('/Encrypt 9 0 R'), /كلمة سر/u],
  ['too many pixels', () => pixelBomb(60_000, 60_000), /كبير/u],
  ['half a picture', () => Buffer.from('ffd8ffe000104a464946', 'hex'), /ناقصًا أو تالفًا/u],
  ['a drawing with a script', () => Buffer.from('<svg onload="alert(1)"/>'), /SVG/],
]

describe('files over Telegram', () => {
  const lastSent = () => api.sent(PERSON).at(-1)?.text ?? ''
  const send = (content: Uint8Array, name = 'a.pdf', mime = 'application/pdf') =>
    api.sendFile(PERSON, { name, mime, content })

  async function begin(): Promise<void> {
    api.say(PERSON, '/start')
    await expect.poll(lastSent, WAIT).toContain('نرجو إرسال card')
  }

  it('are refused one after the other, kindly, and the place in the form stays', async () => {
    await begin()
    let before = api.sent(PERSON).length
    for (const [, bytes, words] of HOSTILE.slice(0, 2)) {
      send(bytes())
      await expect.poll(() => api.sent(PERSON).length, WAIT).toBeGreaterThan(before)
      expect(lastSent()).toMatch(words)
      before = api.sent(PERSON).length
    }
    expect(onDisk()).toEqual([])
    send(Buffer.concat([await photograph(), Buffer.from('PK\x03\x04')]), '../\u202Egpj.exe', 'text/html')
    await expect.poll(lastSent, WAIT).toContain('وصل الملف')
    const [file] = await kept(`telegram:${PERSON}`, String(api.botId))
    expect(file?.meta).toMatchObject({ name: 'gpj.exe', mime: 'image/jpeg' })
    expect(file?.text).not.toContain(PLANTED_PLACE)
    expect(file?.text).not.toContain('PK\x03\x04')
    expect(onDisk().join('')).not.toContain('JFIF')
  }, 60_000)

  it('larger than they claim are cut off while they come', async () => {
    await begin()
    api.sendFile(PERSON, {
      name: 'a.pdf',
      mime: 'application/pdf',
      content: Buffer.alloc(20 * 1024 * 1024 + 1),
      claimed: 100,
    })
    await expect.poll(lastSent, WAIT).toMatch(/كبير/u)
    expect(onDisk()).toEqual([])
  }, 60_000)

  it('that are sensitive come over the page, and the chat goes on', async () => {
    await begin()
    send(pagePdf())
    await expect.poll(lastSent, WAIT).toContain('وصل الملف')
    api.press(PERSON, api.sent(PERSON).at(-1)?.buttons[0]?.label ?? '')
    await expect.poll(lastSent, WAIT).not.toContain('وصل الملف')
    // Consent to sensitive questions comes before the first of them.
    if (!lastSent().includes('نرجو إرسال report')) {
      api.press(PERSON, api.sent(PERSON).at(-1)?.buttons[0]?.label ?? '')
      await expect.poll(lastSent, WAIT).toContain('نرجو إرسال report')
    }
    const asked = api.sent(PERSON).at(-1)
    expect(asked?.protected).toBe(true)
    const [path = ''] = /\/upload\/[\w-]{43}$/m.exec(asked?.text ?? '') ?? []
    const body = new FormData()
    body.append('file', new File([new Uint8Array(await photograph())], 'IMG.jpg', { type: 'image/jpeg' }))
    const answer = await web.routes.request(`${HERE}${path}`, { method: 'POST', body })
    expect(answer.status).toBe(303)
    await expect
      .poll(() => api.sent(PERSON).map(({ text }) => text), WAIT)
      .toContainEqual(expect.stringContaining('تم استلام ما رُفع'))
    expect((await kept(`telegram:${PERSON}`, String(api.botId))).map(({ meta }) => meta?.mime)).toEqual([
      'application/pdf',
      'image/jpeg',
    ])
  }, 60_000)
})

describe('files over the website chat', () => {
  let visitor: Visitor
  beforeEach(async () => {
    visitor = await visit(web.routes)
    await visitor.send({ id: 'start-message', kind: 'start' })
    await runner.idle()
  })

  const texts = async (): Promise<readonly string[]> => {
    await runner.idle()
    const page = await (await visitor.get('/chat/messages')).json()
    const { items } = page as { items: readonly { from: string; text: string }[] }
    return items.filter(({ from }) => from === 'us').map(({ text }) => text)
  }

  it.each(HOSTILE)(
    'that hold %s are refused, kindly, and the place in the form stays',
    async (_, bytes, words) => {
      const answer = await visitor.upload(
        new File([new Uint8Array(bytes())], 'a.jpg', { type: 'image/jpeg' }),
      )
      expect(answer.status).toBe(202)
      expect((await texts()).at(-1)).toMatch(words)
      expect(onDisk()).toEqual([])
      await visitor.upload(new File([new Uint8Array(pagePdf())], 'a.pdf'))
      expect((await texts()).at(-1)).toContain('وصل الملف')
      expect(onDisk()).toHaveLength(1)
    },
  )

  it('are kept without what came along, under a name without tricks', async () => {
    const picture = Buffer.concat([await photograph(), Buffer.from('<script>alert(1)</script>')])
    await visitor.upload(new File([new Uint8Array(picture)], '..\\..\\\u202Egpj.html', { type: 'text/html' }))
    expect((await texts()).at(-1)).toContain('وصل الملف')
    const [file] = await kept(urnOfToken(visitor.cookie.split('=')[1] ?? ''), 'musanid')
    expect(file?.meta).toMatchObject({ name: 'gpj.html', mime: 'image/jpeg' })
    expect(file?.text).not.toContain('script')
    expect(file?.text).not.toContain(PLANTED_PLACE)
  })

  it('longer than their header says are cut off', async () => {
    const answer = await visitor.upload(new File([new Uint8Array(11 * 1024 * 1024)], 'a.jpg'))
    expect(answer.status).toBe(413)
    expect(onDisk()).toEqual([])
  })
})
