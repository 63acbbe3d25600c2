import { describe, expect, test } from 'vitest'
import { urnOfToken } from '#channels/web/identity.ts'
import { HERE, bubblesIn, open, plain, text } from './visitor.ts'

describe('without scripts', () => {
  test('the whole conversation goes by forms', async () => {
    const { visitor } = await open()
    const first = await (await visitor.get('/?lang=ar')).text()
    expect(first).toMatch(/<button\s+type="submit"\s+name="start"/)
    const started = await visitor.submit({ start: '1' })
    expect(started.status).toBe(303)
    expect(started.headers.get('location')).toBe('/?lang=ar#text')
    const greeted = bubblesIn(await (await visitor.get('/?lang=ar')).text())
    expect(greeted.map(({ from }) => from)).toEqual(['us', 'us'])
    expect(greeted[1]?.buttons).toHaveLength(4)
    expect(greeted[1]?.buttons.every(({ live }) => live)).toBe(true)

    await visitor.submit({ choice: greeted[1]?.buttons[0]?.value ?? '' })
    await visitor.submit({ text: 'سطر\r\nآخر', id: 'form-id-1' })
    const later = bubblesIn(await (await visitor.get('/?lang=ar')).text())
    expect(later.map(({ from }) => from)).toEqual(['us', 'us', 'them', 'us', 'them', 'us'])
    expect(later[4]).toMatchObject({ id: 'form-id-1', text: 'سطر\nآخر' })
    expect(later[1]?.buttons.some(({ live }) => live)).toBe(false)
    expect(later[1]?.buttons.map(({ chosen }) => chosen)).toEqual([true, false, false, false])
    expect(later[5]?.buttons.every(({ live }) => live)).toBe(true)
  })

  test('what was typed stands in the box again when it was not taken', async () => {
    const { bot, visitor } = await open()
    bot.refuse(1)
    const words = 'نص </textarea> & "طويل"'
    const answer = await visitor.submit({ text: words })
    expect(answer.status).toBe(503)
    const page = await answer.text()
    const box = /<textarea[^>]*>(.*?)<\/textarea/su.exec(page)?.[1] ?? ''
    expect(plain(box).trim()).toBe(words)
    expect(page).toMatch(/role="alert">\s*<p>نعتذر/)
    for (let count = 0; count < 10; count += 1) await visitor.submit({ text: 'x' })
    const tooFast = await visitor.submit({ text: words })
    expect(tooFast.status).toBe(429)
    expect(plain(await tooFast.text())).toContain(words)
  })

  test('a file form answers with a page', async () => {
    const { visitor } = await open({ fileBytes: 10 })
    const refused = await visitor.upload(new File(['x'.repeat(11)], 'a.txt'), {}, {})
    expect(refused.status).toBe(413)
    expect(await refused.text()).toMatch(/role="alert">\s*<p>حجم الملف/)
    expect((await visitor.upload(new File(['x'], 'a.txt'), {}, {})).status).toBe(303)
  })
})

describe('the page', () => {
  test('speaks the language asked for, else the browser’s, else its first', async () => {
    const { bot } = await open()
    const opening = async (path: string, accept = '') => {
      const page = await bot.routes.request(`${HERE}${path}`, { headers: { 'accept-language': accept } })
      return /<html lang="(\w+)" dir="(\w+)"/.exec(await page.text())?.slice(1)
    }
    expect(await opening('/')).toEqual(['ar', 'rtl'])
    expect(await opening('/?lang=en')).toEqual(['en', 'ltr'])
    expect(await opening('/?lang=fr', 'fr-FR, en-GB;q=0.8')).toEqual(['en', 'ltr'])
    expect(await opening('/?lang=%22%3E', 'zz')).toEqual(['ar', 'rtl'])
  })

  test('shows whatever was said as text, and links only what we said', async () => {
    const { bot, visitor } = await open()
    const urn = urnOfToken(visitor.cookie.split('=')[1] ?? '')
    const nasty = '<img src=x onerror=alert(1)>"\'&'
    await visitor.send(text(`${nasty} https://evil.example/a`))
    await bot.say(urn, {
      text: `${nasty} https://chat.example.sa/u?a=1&b=2).`,
      question: '"><script>',
      choices: [{ id: '"onclick=', label: nasty }],
    })
    const page = await (await visitor.get('/')).text()
    expect(page).not.toContain('<img')
    expect(page).not.toContain('"><script>')
    expect(page).not.toMatch(/<a href="https:\/\/evil/)
    expect(page).toContain('<a href="https://chat.example.sa/u?a=1&amp;b=2"')
    const bubble = bubblesIn(page).at(-1)
    expect(bubble?.text).toBe(`${nasty} https://chat.example.sa/u?a=1&b=2).`)
    expect(bubble?.buttons[0]).toMatchObject({ label: nasty, value: '["\\"><script>","\\"onclick="]' })
  })

  test('keeps the order of what is written the other way', async () => {
    const { bot, visitor } = await open()
    await visitor.send(text('أرقامي\n+966 50 123 4567\n\nmail'))
    await bot.say(urnOfToken(visitor.cookie.split('=')[1] ?? ''), { text: '\u2068Noura\u2069، أهلًا' })
    const page = await (await visitor.get('/?lang=en')).text()
    const texts = [...page.matchAll(/<p class="text" dir="(\w+)"[^>]*>(.*?)<\/p>/gsu)].map(
      ([, dir, inside = '']) => [dir, ...[...inside.matchAll(/<bdi dir="(\w+)">/g)].map((line) => line[1])],
    )
    expect(texts[0]).toEqual(['rtl', 'rtl', 'ltr', 'ltr', 'ltr'])
    expect(texts.at(-1)).toEqual(['rtl', 'rtl'])
  })

  test('says so kindly when the conversation cannot be read', async () => {
    const { bot, visitor } = await open({ history: () => Promise.reject(new Error('SQLITE_BUSY secret')) })
    const page = await visitor.get('/')
    expect(page.status).toBe(503)
    expect(await page.text()).not.toContain('SQLITE')
    expect((await visitor.get('/chat/messages')).status).toBe(500)
    expect(bot.warnings.join()).not.toContain('secret')
  })

  test('gives what came after a message', async () => {
    const { visitor } = await open()
    await visitor.submit({ start: '1' })
    const all: { items: { id: string }[] } = JSON.parse(await (await visitor.get('/chat/messages')).text())
    const { items } = all
    expect(items).toHaveLength(2)
    const after = await visitor.get(`/chat/messages?after=${items[0]?.id}`)
    expect(await after.json()).toEqual({ items: items.slice(1) })
  })

  test('is not there at other addresses', async () => {
    const { visitor } = await open()
    const missing = await visitor.get('/chat/../../etc/passwd')
    expect(missing.status).toBe(404)
    expect((await visitor.get('/chat/nothing')).status).toBe(404)
    expect((await visitor.get('/chat/tsconfig.json')).status).toBe(404)
  })
})
