import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Session } from '#engine/session.ts'
import {
  OGG,
  PLANTED_PLACE,
  objectStream,
  pagePdf,
  photograph,
  pixelBomb,
} from '../../fakes/hostile-files.ts'
import { openPaperBot, paper } from '../../fakes/paper-bot.ts'
import type { PaperBot } from '../../fakes/paper-bot.ts'

const HOUR = 3_600_000

const file = (bytes: Uint8Array, name = 'report.pdf', type = 'application/pdf') =>
  new File([new Uint8Array(bytes)], name, { type })

async function answersOf({ talk }: PaperBot, urn = 'telegram:somebody' as const) {
  const contact = await talk.store.contacts.find(urn, 'test')
  const key = contact && (await talk.store.vault.open(contact.keyId))
  const stored = contact && key && (await talk.store.sessions.find(contact.id, key))
  const session = stored?.state as Session | undefined
  const forms = session?.stack.flatMap((frame) => Object.values(frame.forms ?? {})) ?? []
  return { answers: forms[0]?.answers ?? {}, key, contact }
}

/** What lies in the folder of files. */
function filesOf({ talk }: PaperBot): readonly string[] {
  return readdirSync(join(talk.store.folder, 'files'), { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map((each) => readFileSync(join(each.parentPath, each.name), 'latin1'))
}

describe('a paper above the ceiling of its channel', () => {
  it('is asked for over a link, which can neither be forwarded nor guessed', async () => {
    await using bot = await openPaperBot()
    const asked = await bot.begin()
    expect(asked.text).toMatch(
      /نرجو إرسال report[\s\S]*صفحتنا الآمنة[\s\S]*\nhttp:\/\/files\.test\/upload\/[\w-]{43}$/u,
    )
    expect(asked.private).toBe(true)
    expect(asked.request).toBeUndefined()
    expect(Buffer.from(bot.link().split('/').at(-1) ?? '', 'base64url')).toHaveLength(32)
  })

  it('is asked for in the chat where the ceiling allows it, and where there is no page', async () => {
    await using web = await openPaperBot({ channel: 'web' })
    expect(await web.begin()).toMatchObject({ request: 'file', text: expect.not.stringContaining('upload') })
    await using personal = await openPaperBot({ fields: [paper('card', { sensitivity: 'personal' })] })
    expect(await personal.begin()).toMatchObject({ request: 'file' })
    await using alone = await openPaperBot({ page: false })
    expect(await alone.begin()).toMatchObject({
      request: 'file',
      text: expect.not.stringContaining('upload'),
    })
  })

  it('comes over the page: looked through, sealed, and the chat goes on by itself', async () => {
    await using bot = await openPaperBot()
    await bot.begin()
    const page = await bot.get(bot.link())
    expect(page.status).toBe(200)
    const picture = await photograph()
    const answer = await bot.post(bot.link(), [file(picture, 'IMG_1.jpg', 'image/jpeg'), file(pagePdf())])
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/upload/done?lang=ar'])
    expect(
      bot.talk.sent
        .slice(-2)
        .map(({ text }) => text)
        .join('\n'),
    ).toMatch(/تم استلام ما رُفع[\s\S]*نرجو إرسال note/u)
    const { answers, key } = await answersOf(bot)
    const { report } = answers
    expect(report).toMatchObject({ file: true, display: expect.stringContaining('IMG_1.jpg') })
    expect(report?.open).toBeUndefined()
    const ids = Array.isArray(report?.value) ? report.value.map(String) : []
    expect(ids).toEqual(await bot.stored())
    if (!key) throw new Error('no key')
    const bytes = Buffer.from(await bot.talk.store.files.read(ids[0] ?? '', key))
    expect(bytes.toString('latin1')).not.toContain(PLANTED_PLACE)
    expect(await bot.talk.store.files.get(ids[0] ?? '', key)).toMatchObject({ mime: 'image/jpeg' })
    expect(report?.bytes).toBe(bytes.length + pagePdf().length)
  })

  it('is sealed on the disk', async () => {
    await using bot = await openPaperBot()
    await bot.begin()
    await bot.post(bot.link(), [file(pagePdf())])
    expect(filesOf(bot)).toEqual([expect.not.stringContaining('%PDF')])
  })

  it('is not kept when it is no answer: sound where a paper is asked for', async () => {
    await using bot = await openPaperBot({ channel: 'web' })
    await bot.begin()
    const sound = { name: 'a.ogg', mime: 'audio/ogg', bytes: OGG.length, content: new Uint8Array(OGG) }
    await bot.talk.send({ kind: 'file', file: sound })
    expect(bot.last()).toMatch(/رسالة صوتية/u)
    expect(filesOf(bot)).toEqual([])
  })

  it('that comes through the chat all the same is taken, and a word about the page goes with it', async () => {
    await using bot = await openPaperBot({ fields: [paper('report'), paper('note', { type: 'text' })] })
    await bot.begin()
    const content = new Uint8Array(pagePdf())
    const sent = { name: 'a.pdf', mime: 'application/pdf', bytes: content.length, content }
    const came = await bot.talk.send({ kind: 'file', file: sent })
    expect(came.map(({ text }) => text).join('\n')).toMatch(/صفحة الرفع أأمن[\s\S]*نرجو إرسال note/u)
    expect((await answersOf(bot)).answers['report']).toMatchObject({ file: true })
  })
})

describe('a link', () => {
  it('works once', async () => {
    await using bot = await openPaperBot({ fields: [paper('report'), paper('deed')] })
    await bot.begin()
    const first = bot.link()
    expect((await bot.post(first, [file(pagePdf())])).status).toBe(303)
    expect((await bot.get(first)).status).toBe(404)
    expect((await bot.post(first, [file(pagePdf())])).status).toBe(404)
    expect(bot.link()).not.toBe(first)
    expect((await bot.get(bot.link())).status).toBe(200)
    expect(await bot.stored()).toHaveLength(1)
  })

  it('works once for two who press at the same moment', async () => {
    await using bot = await openPaperBot()
    await bot.begin()
    const both = await Promise.all([
      bot.post(bot.link(), [file(pagePdf(), 'one.pdf')]),
      bot.post(bot.link(), [file(pagePdf(), 'two.pdf')]),
    ])
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([303, 404])
    expect(await bot.stored()).toHaveLength(1)
    expect(filesOf(bot)).toHaveLength(1)
  })

  it('works for a day, and no longer', async () => {
    await using bot = await openPaperBot()
    await bot.begin()
    await bot.talk.wait(23 * HOUR)
    expect((await bot.get(bot.link())).status).toBe(200)
    await bot.talk.wait(HOUR)
    expect((await bot.get(bot.link())).status).toBe(404)
    expect((await bot.post(bot.link(), [file(pagePdf())])).status).toBe(404)
    expect(await bot.stored()).toEqual([])
  })

  it('is followed by a new one when the question is asked again; the old one works till then', async () => {
    await using bot = await openPaperBot()
    await bot.begin()
    const first = bot.link()
    await bot.talk.say('كرر')
    const second = bot.link()
    expect(second).not.toBe(first)
    expect((await bot.get(first)).status).toBe(200)
    expect((await bot.post(second, [file(pagePdf())])).status).toBe(303)
    expect((await bot.get(first)).status).toBe(404)
  })

  it('is no different from one that never was: unknown, used, expired and malformed answer alike', async () => {
    await using bot = await openPaperBot()
    await bot.begin()
    const used = bot.link()
    await bot.post(used, [file(pagePdf())])
    const guessed = `/upload/${'A'.repeat(43)}`
    const answers = await Promise.all([used, guessed, '/upload/x', '/upload/..%2f..%2fetc'].map(bot.get))
    const seen = await Promise.all(
      answers.map(async (answer) => [answer.status, Object.fromEntries(answer.headers), await answer.text()]),
    )
    for (const each of seen) expect(each).toEqual(seen[0])
    expect(answers[0]?.status).toBe(404)
  })

  it('brings files to the one it was given to, whoever opens it', async () => {
    await using bot = await openPaperBot()
    await bot.begin()
    const own = bot.link()
    await bot.talk.send({ kind: 'start' }, 'telegram:other')
    for (let asked = 0; asked < 3 && !bot.last().includes('نرجو إرسال'); asked++) {
      const at = bot.talk.sent.at(-1)
      await bot.talk.send(
        { kind: 'choice', question: at?.question ?? '', choice: at?.choices?.[0]?.id ?? '' },
        'telegram:other',
      )
    }
    const theirs = bot.link()
    expect(theirs).not.toBe(own)
    expect((await bot.post(own, [file(pagePdf())])).status).toBe(303)
    expect(await bot.stored()).toHaveLength(1)
    expect((await bot.get(theirs)).status).toBe(200)
    expect(bot.talk.sent.at(-1)?.urn).toBe('telegram:somebody')
  })

  it('that is tried too often from one place has to wait', async () => {
    await using bot = await openPaperBot()
    await bot.begin()
    const answers: Response[] = []
    for (let count = 0; count < 40; count++) answers.push(await bot.get(`/upload/${'B'.repeat(43)}`))
    expect(answers.filter(({ status }) => status === 404)).toHaveLength(30)
    const refused = answers.filter(({ status }) => status === 429)
    expect(refused).toHaveLength(10)
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await bot.get(bot.link())).status).toBe(429)
    bot.talk.clock.advance(60_000)
    expect((await bot.get(bot.link())).status).toBe(200)
  })

  it('whose question is no longer open brings its file to an employee: nothing is lost', async () => {
    await using bot = await openPaperBot({ fields: [paper('report', { optional: true }), paper('deed')] })
    await bot.begin()
    const late = bot.link()
    await bot.talk.say('تخطي')
    expect((await bot.post(late, [file(pagePdf())])).status).toBe(303)
    expect(
      bot.talk.sent
        .slice(-2)
        .map(({ text }) => text)
        .join('\n'),
    ).toMatch(/وسيطّلع عليه أحد الموظفين[\s\S]*نرجو إرسال deed/u)
    expect((await answersOf(bot)).answers['deed']).toBeUndefined()
    expect(await bot.stored()).toHaveLength(1)
    expect(await bot.talk.store.handoffs.queue(5)).toMatchObject([{ reason: 'file' }])
  })

  it('works after a restart, and what came just before one is worked on after it', async () => {
    await using bot = await openPaperBot()
    await bot.begin()
    await bot.talk.restart()
    expect((await bot.get(bot.link())).status).toBe(200)
    expect((await bot.post(bot.link(), [file(pagePdf())])).status).toBe(303)
    await bot.talk.restart()
    expect((await answersOf(bot)).answers['report']).toMatchObject({ file: true })
  })
})

describe('files on the page', () => {
  it.each<[string, Uint8Array, string, RegExp]>([
    [
      'with a packed script',
      pagePdf('', objectStream(['<< /S /JavaScript >>'])),
      'a.pdf',
      /برامج أو مرفقات/u,
    ],
    ['that is no paper', Buffer.from('<svg onload="alert(1)">'), 'a.jpg', /SVG/],
    ['of too many pixels', pixelBomb(60_000, 60_000), 'a.png', /كبير/u],
    ['that is sound', OGG, 'a.ogg', /رسالة صوتية/u],
    ['with a name of tricks', Buffer.from('MZ'), '../\u202Egpj.<b>exe', /gpj\. b exe/],
  ])('%s: nothing is kept, the page says why, and the link stays', async (_, bytes, name, words) => {
    await using bot = await openPaperBot()
    await bot.begin()
    const messages = bot.talk.sent.length
    const answer = await bot.post(bot.link(), [file(pagePdf()), file(bytes, name)])
    expect(answer.status).toBe(422)
    expect(await answer.text()).toMatch(words)
    expect(await bot.stored()).toEqual([])
    expect(filesOf(bot)).toEqual([])
    expect(bot.talk.sent).toHaveLength(messages)
    expect((await bot.post(bot.link(), [file(pagePdf())])).status).toBe(303)
  })

  it('that are none, too many or too large are refused, and the link stays', async () => {
    await using bot = await openPaperBot({ web: { fileBytes: 1024 * 1024 } })
    await bot.begin()
    const four = Array.from({ length: 4 }, (__, at) => file(pagePdf(), `${at}.pdf`))
    expect((await bot.post(bot.link(), [])).status).toBe(400)
    expect((await bot.post(bot.link(), [file(new Uint8Array())])).status).toBe(400)
    expect((await bot.post(bot.link(), four)).status).toBe(422)
    expect((await bot.post(bot.link(), [file(Buffer.alloc(26 * 1024 * 1024))])).status).toBe(413)
    expect(await bot.stored()).toEqual([])
    expect((await bot.get(bot.link())).status).toBe(200)
  })

  it('are not even read without a link', async () => {
    await using bot = await openPaperBot()
    let pulled = 0
    const body = new ReadableStream({
      pull(controller) {
        pulled += 1
        controller.enqueue(new Uint8Array(64 * 1024))
      },
    })
    const request = new Request(`http://files.test/upload/${'C'.repeat(43)}`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'multipart/form-data; boundary=x', 'content-length': '10' },
      duplex: 'half',
    })
    expect((await bot.routes.request(request)).status).toBe(404)
    expect(pulled).toBeLessThan(3)
  })

  it('that say they are small and are not are cut off', async () => {
    await using bot = await openPaperBot({ fields: [paper('report')], web: { fileBytes: 1024 * 1024 } })
    await bot.begin()
    let pulled = 0
    const body = new ReadableStream({
      pull(controller) {
        pulled += 1
        controller.enqueue(new Uint8Array(1024 * 1024))
      },
    })
    const request = new Request(`http://files.test${bot.link()}`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'multipart/form-data; boundary=x', 'content-length': '10' },
      duplex: 'half',
    })
    expect((await bot.routes.request(request)).status).toBe(413)
    expect(pulled).toBeLessThan(10)
  })

  it('beyond what a request may hold are not taken as its answer', async () => {
    const three = { maxFiles: 3 }
    await using bot = await openPaperBot({
      fields: [paper('report', three), paper('deed', three), paper('bill', three)],
    })
    await bot.begin()
    const heavy = (at: number) =>
      file(Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(8e6, at), pagePdf()]))
    for (const name of ['report', 'deed', 'bill']) {
      expect(bot.last()).toContain(`نرجو إرسال ${name}`)
      expect((await bot.post(bot.link(), [heavy(1), heavy(2), heavy(3)])).status).toBe(303)
    }
    expect(bot.last()).toContain('50 ميجابايت')
    expect(filesOf(bot)).toHaveLength(6)
    expect(Object.keys((await answersOf(bot)).answers)).toEqual(['report', 'deed'])
    // A smaller one still fits.
    expect((await bot.post(bot.link(), [file(pagePdf())])).status).toBe(303)
    expect(bot.talk.sent.at(-1)?.text).not.toContain('50 ميجابايت')
  }, 30_000)
})

describe('a voice note above the ceiling', () => {
  it('comes over a link of its own kind', async () => {
    await using bot = await openPaperBot({ fields: [paper('story', { type: 'voice' }), paper('deed')] })
    await bot.begin()
    expect(await (await bot.get(bot.link())).text()).toContain('audio/*')
    expect((await bot.post(bot.link(), [file(pagePdf())])).status).toBe(422)
    expect((await bot.post(bot.link(), [file(OGG, 'story.ogg', 'audio/ogg')])).status).toBe(303)
    expect((await answersOf(bot)).answers['story']).toMatchObject({ file: true })
  })
})
