import type { Hono } from 'hono'
import type { UploadDesk } from '#channels/upload-desk.ts'
import type { ChannelType } from '#core/contact.ts'
import type { AskedField, Form } from '#core/form.ts'
import type { Association } from '#core/association.ts'
import type { OutgoingMessage } from '#core/message.ts'
import type { WebOptions } from '#channels/web/options.ts'
import type { UploadTexts } from '#channels/web/upload-texts.ts'
import type { Content } from '../../src/assemble.ts'
import { makeBot } from '../channels/web/bot.ts'
import { ROOT, contentOf, createLibrary, openConversation, readFlows } from './conversation.ts'
import type { Conversation } from './conversation.ts'
import ar from '../../locales/ar/upload.json' with { type: 'json' }
import en from '../../locales/en/upload.json' with { type: 'json' }

export const UPLOAD_TEXTS: { readonly ar: UploadTexts; readonly en: UploadTexts } = { ar, en }

const FLOW = `
vars: { answers: map }
steps:
  form: { kind: fill, form: "'papers'", save: answers }
  done: { kind: end, text: done }`

/** A question of the form. */
export function paper(id: string, change: Partial<AskedField> = {}): AskedField {
  return {
    kind: 'field',
    id,
    label: { ar: `وثيقة ${id}`, en: `Paper ${id}` },
    ask: { ar: `نرجو إرسال ${id}`, en: `Please send ${id}` },
    type: 'document',
    purpose: { ar: 'للتجربة', en: 'a test' },
    sensitivity: 'sensitive',
    ...change,
  }
}

/** A bot that asks for papers, and the website that takes them over links. */
export interface PaperBot extends AsyncDisposable {
  readonly talk: Conversation
  readonly routes: Hono
  /** Begins a conversation and agrees to what is asked first, up to the first paper; the question for it. */
  begin(): Promise<OutgoingMessage>
  /** The path of the newest link. */
  link(): string
  /** The question or note that came last. */
  last(): string
  get(path: string): Promise<Response>
  post(path: string, files: readonly File[]): Promise<Response>
  /** Files of the store, oldest first. */
  stored(): Promise<readonly string[]>
}

/** How a paper bot is set up. */
export interface PaperSetting {
  readonly fields?: readonly AskedField[]
  readonly channel?: ChannelType
  /** False: the bot has no page of its own. */
  readonly page?: boolean
  readonly web?: Partial<WebOptions>
}

const HERE = 'http://files.test'
const LINK = /http:\/\/files\.test(\/upload\/[\w-]{43})$/m

/** Musanid's content with one flow more, which asks for these papers and is where conversations begin. */
export function paperContent(fields: readonly AskedField[]): Content & { readonly entry: string } {
  const form: Form = {
    id: 'papers',
    revision: `papers-${JSON.stringify(fields).length}`,
    sections: [{ id: 'all', title: { ar: 'الوثائق', en: 'Papers' }, items: fields }],
  }
  const base = contentOf('musanid')
  const [service] = base.association.services
  if (!service) throw new Error('musanid has no service')
  const association: Association = {
    ...base.association,
    services: [...base.association.services, { ...service, id: 'papers', form }],
  }
  const flows = new Map([...readFlows(`${ROOT}/flows`), ['papers', FLOW] as const])
  const made = createLibrary(flows, association)
  if (!('library' in made)) throw new Error(JSON.stringify(made.problems))
  return { ...base, association, library: made.library, entry: 'papers' }
}

/** Opens a paper bot; two papers and a note unless told. */
export async function openPaperBot(setting: PaperSetting = {}): Promise<PaperBot> {
  const {
    fields = [paper('report', { maxFiles: 3 }), paper('note', { type: 'text', sensitivity: 'public' })],
  } = setting
  const content = {
    ...paperContent(fields),
    ...(setting.page !== false && { uploadAddress: (token: string) => `${HERE}/upload/${token}` }),
  }
  const talk = await openConversation({ content, channel: setting.channel ?? 'telegram' })
  const desk: UploadDesk = {
    open: (token) => talk.runner.uploads.open(token),
    take: (token, files) => talk.runner.uploads.take(token, files),
  }
  const uploads = { desk, texts: UPLOAD_TEXTS }
  const { routes } = makeBot({ uploads, now: talk.clock.now, ...setting.web })
  const last = (): string => talk.sent.at(-1)?.text ?? ''
  return {
    talk,
    routes,
    last,
    async begin() {
      await talk.send({ kind: 'start' })
      for (let asked = 0; asked < 3 && !last().includes('نرجو إرسال'); asked++) {
        const [agree] = talk.sent.at(-1)?.choices ?? []
        await talk.press(agree?.id ?? '')
      }
      const question = talk.sent.at(-1)
      if (!question?.text.includes('نرجو إرسال')) throw new Error(`not asked: ${question?.text}`)
      return question
    },
    link() {
      const [, path] = talk.sent.map(({ text }) => LINK.exec(text)).findLast((found) => found !== null) ?? []
      if (path === undefined) throw new Error('no link')
      return path
    },
    get: async (path) => routes.request(`${HERE}${path}`),
    async post(path, files) {
      const body = new FormData()
      for (const file of files) body.append('file', file)
      const answer = await routes.request(`${HERE}${path}`, { method: 'POST', body })
      await talk.runner.idle()
      return answer
    },
    async stored() {
      const urn = `${setting.channel ?? 'telegram'}:somebody` as const
      const contact = await talk.store.contacts.find(urn, 'test')
      const key = contact && (await talk.store.vault.open(contact.keyId))
      const turns = contact && key ? await talk.store.messages.of(contact.id, key, { limit: 100 }) : []
      return turns.flatMap(({ entries }) => entries.flatMap(({ fileId }) => fileId ?? []))
    },
    [Symbol.asyncDispose]: () => talk.close(),
  }
}
