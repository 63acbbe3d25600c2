import type { Session } from '#engine/session.ts'
import { makeUrn } from '#core/contact.ts'
import type { Urn } from '#core/contact.ts'
import { passTo } from '../../src/cli/demo/simulated-clock.ts'
import type { Said, Stage } from '../../src/cli/demo/stage.ts'
import type { VisitorItem } from '../fakes/web-visitor.ts'
import type { House } from './house.ts'

/** People take their time to read and to type. */
const PER_TURN = 20_000
/** A number that stands for the choice of that number. */
const NUMBER = /^\d$/
const UPLOAD = /http:\/\/[\w.:]+\/upload\/[\w-]+/g

/** A stage on a platform, with what the person saw there. */
export interface PlatformStage extends Stage {
  /** Every message that the person was told, one by one, oldest first. */
  messages(): readonly string[]
  /** Files that went over a one-time link instead of the chat. */
  linked(): number
}

/** A person on Telegram, who presses buttons where there are any. */
export function telegramStage(house: House, chat = 5001): PlatformStage {
  const { api } = house
  const messages = (): string[] => api.sent(chat).map(({ text }) => text)
  let links = 0
  const send = async (given: Said): Promise<void> => {
    const last = api.sent(chat).at(-1)
    if ('file' in given) {
      const link = last?.text.match(UPLOAD)?.at(-1)
      if (link !== undefined) {
        links += 1
        return overLink(link, given)
      }
      return confirmed(
        house,
        api.sendFile(chat, { name: given.file, mime: 'image/png', content: given.bytes }),
      )
    }
    const numbered =
      NUMBER.test(given.text) && new RegExp(`^${given.text}\\.`, 'm').test(plain(last?.text ?? ''))
    const button = numbered ? last?.buttons[Number(given.text) - 1] : undefined
    return confirmed(house, button ? api.press(chat, { data: button.data }) : api.say(chat, given.text))
  }
  return stageOf(house, makeUrn('telegram', String(chat)), String(api.botId), {
    messages: () => Promise.resolve(messages()),
    send,
    links: () => links,
  })
}

/** Waits until the update was taken in, and no longer. */
async function confirmed({ api }: House, update: number): Promise<void> {
  while (!api.isConfirmed(update)) await new Promise((resolve) => setTimeout(resolve, 2))
}

/** Sends a file over the page under a one-time link. */
async function overLink(link: string, { file, bytes }: Extract<Said, { file: string }>): Promise<void> {
  const page = await fetch(link)
  if (!page.ok) throw new Error(`the upload page answered ${page.status}`)
  const form = new FormData()
  form.set('file', new File([Uint8Array.from(bytes)], file, { type: 'image/png' }))
  const response = await fetch(link, {
    method: 'POST',
    body: form,
    headers: { origin: new URL(link).origin },
  })
  if (!response.ok) throw new Error(`the file was not taken: ${response.status} ${await response.text()}`)
}

/** A visitor of the website chat. */
export async function webStage(house: House): Promise<PlatformStage> {
  const page = await fetch(`${house.site}/`)
  const cookie = (page.headers.getSetCookie()[0] ?? '').split(';', 1)[0] ?? ''
  await page.text()
  const headers = { cookie, origin: house.site, accept: 'application/json' }
  const items: (VisitorItem & { readonly unnumbered?: boolean })[] = []
  let count = 0
  const look = async (): Promise<void> => {
    const after = items.at(-1)?.id
    const query = after === undefined ? '' : `?after=${encodeURIComponent(after)}`
    const response = await fetch(`${house.site}/chat/messages${query}`, { headers })
    const found = (await response.json()) as { readonly items: typeof items }
    items.push(...found.items)
  }
  const post = async (path: string, body: string | FormData, type?: string): Promise<void> => {
    const response = await fetch(`${house.site}${path}`, {
      method: 'POST',
      body,
      headers: { ...headers, ...(type !== undefined && { 'content-type': type }) },
    })
    if (response.status !== 202) throw new Error(`not taken: ${response.status} ${await response.text()}`)
  }
  const write = (fields: object): Promise<void> =>
    post(
      '/chat/messages',
      JSON.stringify({ id: `visitor-${++count}-message`, ...fields }),
      'application/json',
    )
  const send = async (given: Said): Promise<void> => {
    if ('file' in given) {
      const form = new FormData()
      form.set('id', `visitor-${++count}-file`)
      form.set('file', new File([Uint8Array.from(given.bytes)], given.file, { type: 'image/png' }))
      return post('/chat/files', form)
    }
    const last = items.findLast(({ from }) => from === 'us')
    const numbered = NUMBER.test(given.text) && !last?.unnumbered
    const choice = numbered ? last?.choices?.[Number(given.text) - 1] : undefined
    return write(
      choice
        ? { kind: 'choice', question: last?.question, choice: choice.id }
        : { kind: 'text', text: given.text },
    )
  }
  const before = new Set(house.contacts)
  await write({ kind: 'start' })
  await house.runner.idle()
  const urn = [...house.contacts].find((one) => !before.has(one)) ?? makeUrn('web', 'nobody')
  return stageOf(house, urn, house.content.association.id, {
    async messages() {
      await look()
      return items.filter(({ from }) => from === 'us').map(({ text }) => text)
    },
    send,
    links: () => 0,
  })
}

interface Platform {
  messages(): Promise<readonly string[]>
  send(given: Said): Promise<void>
  links(): number
}

function stageOf(house: House, urn: Urn, account: string, platform: Platform): PlatformStage {
  let seen: readonly string[] = []
  const look = async (): Promise<void> => {
    seen = await platform.messages()
  }
  return {
    content: house.content,
    language: 'ar',
    clock: house.clock,
    get store() {
      return house.store
    },
    get runner() {
      return house.runner
    },
    messages: () => seen,
    linked: platform.links,
    heard: () => plain(seen.join('\n\n')),
    async say(given) {
      const before = seen.length
      house.clock.moveTo(house.clock.now() + PER_TURN)
      await platform.send(given)
      await house.runner.idle()
      await look()
      return plain(seen.slice(before).join('\n\n'))
    },
    async session() {
      const contact = await house.store.contacts.find(urn, account)
      const key = contact && (await house.store.vault.open(contact.keyId))
      return key && ((await house.store.sessions.find(contact.id, key))?.state as Session | undefined)
    },
    async until(at) {
      await passTo(house, at)
      await look()
    },
  }
}

/** A text without the marks around inserted values. */
export function plain(text: string): string {
  return text.replaceAll(/[\u2066-\u2069]/g, '')
}
