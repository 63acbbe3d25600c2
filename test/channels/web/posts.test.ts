import { describe, expect, test } from 'vitest'
import { urnOfToken } from '#channels/web/identity.ts'
import { TEXT_LENGTH } from '#channels/web/options.ts'
import { makeBot } from './bot.ts'
import { open, text, visit } from './visitor.ts'

describe('a posted message', () => {
  test('is confirmed only once it is stored, and offered again where it was not', async () => {
    const { bot, visitor } = await open()
    bot.refuse(1)
    const refused = await visitor.send(text('طلب', 'same-id-0'))
    expect(refused.status).toBe(503)
    expect(refused.headers.get('retry-after')).toBe('3')
    expect(await refused.json()).toMatchObject({
      reason: 'unavailable',
      text: expect.stringContaining('لم يضِع'),
    })
    expect((await visitor.send(text('طلب', 'same-id-0'))).status).toBe(202)
    expect((await visitor.send(text('طلب', 'same-id-0'))).status).toBe(202)
    expect(bot.received.map(({ externalId }) => externalId)).toEqual(['same-id-0'])
    expect(bot.warnings.join()).not.toContain('طلب')
  })

  test('is refused before the channel begins and after it ends', async () => {
    const bot = makeBot()
    const visitor = await visit(bot.routes)
    expect((await visitor.send(text('early'))).status).toBe(503)
    await bot.channel.start(bot.hear)
    await bot.channel.stop()
    expect((await visitor.send(text('late'))).status).toBe(503)
    expect(bot.received).toEqual([])
  })

  test('carries the page’s language as a hint, and a greeting comes once a day', async () => {
    const { bot, visitor } = await open()
    const start = (path: string) =>
      visitor.post(path, JSON.stringify({ kind: 'start' }), {
        'content-type': 'application/json',
        accept: 'application/json',
      })
    await start('/chat/messages?lang=en')
    await start('/chat/messages?lang=en')
    expect(bot.received).toMatchObject([{ content: { kind: 'start' }, language: 'en', account: 'musanid' }])
    bot.pass(86_400_000)
    await start('/chat/messages?lang=xx')
    expect(bot.received).toHaveLength(2)
    expect(bot.received[1]?.language).toBe('ar')
  })

  test.each([
    ['no JSON', '{', 400, 'unreadable'],
    ['a list', '[]', 400, 'unreadable'],
    ['nothing', 'null', 400, 'unreadable'],
    ['an unknown kind', '{"kind":"__proto__"}', 400, 'unreadable'],
    ['a number for a text', '{"kind":"text","text":5}', 400, 'unreadable'],
    ['only spaces', '{"kind":"text","text":" \\n"}', 400, 'empty'],
    ['too long a text', JSON.stringify(text('ب'.repeat(TEXT_LENGTH + 1))), 413, 'tooLong'],
    ['a huge body', JSON.stringify(text('x'.repeat(200_000))), 413, 'tooLong'],
    ['a choice without a question', '{"kind":"choice","choice":"a"}', 400, 'unreadable'],
    [
      'too long a choice',
      JSON.stringify({ kind: 'choice', question: 'q', choice: 'c'.repeat(201) }),
      400,
      'unreadable',
    ],
  ])('is refused kindly when it is %s', async (_what, body, status, reason) => {
    const { bot, visitor } = await open()
    const answer = await visitor.post('/chat/messages', body, {
      'content-type': 'application/json',
      accept: 'application/json',
    })
    expect(answer.status).toBe(status)
    expect(await answer.json()).toMatchObject({ reason, text: expect.stringMatching(/\S/) })
    expect(bot.received).toEqual([])
  })

  test('of another type is refused', async () => {
    const { visitor } = await open()
    const headers = { 'content-type': 'text/plain', accept: 'application/json' }
    expect((await visitor.post('/chat/messages', 'hello', headers)).status).toBe(400)
    expect((await visitor.post('/chat/files', 'hello', headers)).status).toBe(400)
  })

  test('gets an id of ours where the page gives none that is safe', async () => {
    const { bot, visitor } = await open()
    await visitor.send({ kind: 'text', text: 'a', id: '../../etc' })
    await visitor.send({ kind: 'text', text: 'b' })
    const ids = bot.received.map(({ externalId }) => externalId)
    expect(ids.every((id) => /^id-\d+$/.test(id))).toBe(true)
    expect(new Set(ids).size).toBe(2)
  })
})

describe('files', () => {
  test('come with their bytes, a clean name and what was claimed', async () => {
    const { bot, visitor } = await open()
    const file = new File(['%PDF-1.7'], '../C:\\x\\\u202egpj.هوية\u0007.pdf', { type: 'application/pdf' })
    expect((await visitor.upload(file, { id: 'file-number-1', caption: 'هذه هويتي' })).status).toBe(202)
    expect(bot.received[0]).toMatchObject({
      externalId: 'file-number-1',
      content: {
        kind: 'file',
        caption: 'هذه هويتي',
        file: { name: 'gpj.هوية.pdf', mime: 'application/pdf', bytes: 8 },
      },
    })
    const { content } = bot.received[0] ?? {}
    expect(content?.kind === 'file' && Buffer.from(content.file.content ?? []).toString()).toBe('%PDF-1.7')
  })

  test.each([
    ['too large', new File([new Uint8Array(3000)], 'a.jpg'), 413, 'fileTooLarge'],
    ['far too large', new File([new Uint8Array(400_000)], 'a.jpg'), 413, 'fileTooLarge'],
    ['empty', new File([], 'a.jpg'), 400, 'fileEmpty'],
  ])('are refused kindly when they are %s', async (_what, file, status, reason) => {
    const { bot, visitor } = await open({ fileBytes: 2000 })
    const answer = await visitor.upload(file)
    expect(answer.status).toBe(status)
    expect(await answer.json()).toMatchObject({ reason })
    expect(bot.received).toEqual([])
  })

  test('of ours are fetched by their contact only, and never shown as a page', async () => {
    const { bot, visitor } = await open({
      openFile: (urn, id) =>
        Promise.resolve(
          urn === urnOfToken(visitor.cookie.split('=')[1] ?? '') && id === 'out-1'
            ? { name: 'إيصال (1).html', mime: 'text/html', content: new Uint8Array(Buffer.from('<b>')) }
            : undefined,
        ),
    })
    const answer = await visitor.get('/chat/files/out-1')
    expect(await answer.text()).toBe('<b>')
    expect(answer.headers.get('content-disposition')).toBe(
      `attachment; filename*=UTF-8''${encodeURIComponent('إيصال ')}%281%29.html`,
    )
    expect(answer.headers.get('content-security-policy')).toBe("sandbox; default-src 'none'")
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    expect((await visitor.get('/chat/files/out-2')).status).toBe(404)
    expect((await (await visit(bot.routes)).get('/chat/files/out-1')).status).toBe(404)
  })
})
