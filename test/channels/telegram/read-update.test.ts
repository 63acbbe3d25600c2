import { readFileSync, readdirSync } from 'node:fs'
import { anything, assert, constantFrom, dictionary, property, string } from 'fast-check'
import type { Update } from 'grammy/types'
import { describe, expect, test } from 'vitest'
import { readUpdate } from '#channels/telegram/read-update.ts'
import type { IncomingContent } from '#core/message.ts'

const FOLDER = new URL('payloads/', import.meta.url)
const CONTEXT = { account: '4242424242', receivedAt: 1_790_009_999_000 }

function payload(name: string): Update {
  return JSON.parse(readFileSync(new URL(`${name}.json`, FOLDER), 'utf8'))
}

function contentOf(name: string): IncomingContent | undefined {
  return readUpdate(payload(name), CONTEXT)?.content
}

const document = {
  name: 'تعريف بالراتب.pdf',
  mime: 'application/pdf',
  bytes: 48211,
  ref: 'BQACAgQAAxkBAAIBQ2',
}

const picture = (ref: string) => ({ name: 'photo.jpg', mime: 'image/jpeg', bytes: 151200, ref })

/** What each payload says; undefined where it is no matter between a person and us. */
const EXPECTED: Readonly<Record<string, IncomingContent | undefined>> = {
  text: { kind: 'text', text: 'السلام عليكم ورحمة الله' },
  'text-english-app': { kind: 'text', text: 'I need <b>help</b> & food' },
  start: { kind: 'start' },
  'start-payload': { kind: 'start', payload: 'web_4xK-9' },
  'start-with-words': { kind: 'start' },
  'help-command': { kind: 'text', text: '/help' },
  'help-command-addressed': { kind: 'text', text: '/help' },
  'slash-in-words': { kind: 'text', text: '/ 5000 ريال' },
  'contact-own': { kind: 'phone', phone: '+966501234567', own: true },
  'contact-own-plus': { kind: 'phone', phone: '+966501234567', own: true },
  'contact-other': { kind: 'phone', phone: '0557654321', own: false },
  'contact-other-member': { kind: 'phone', phone: '966557654321', own: false },
  location: { kind: 'location', latitude: 21.422487, longitude: 39.826206 },
  'live-location': { kind: 'location', latitude: 21.4, longitude: 39.8 },
  venue: { kind: 'location', latitude: 24.71, longitude: 46.67 },
  document: { kind: 'file', file: document, caption: 'تعريف الراتب' },
  'document-nameless': {
    kind: 'file',
    file: { name: 'document', mime: 'application/octet-stream', bytes: 0, ref: 'BQACAgQAAxkBAAIBR3' },
  },
  photo: { kind: 'file', file: picture('AgAClarge0') },
  'album-1': { kind: 'file', file: picture('AgAClarge1'), caption: 'الهوية وجهان' },
  'album-2': { kind: 'file', file: picture('AgAClarge2') },
  voice: {
    kind: 'file',
    file: { name: 'voice.ogg', mime: 'audio/ogg', bytes: 27431, ref: 'AwACAgQAAxkBAAIBV4', voice: true },
  },
  audio: { kind: 'file', file: { name: 'note.m4a', mime: 'audio/mp4', bytes: 512000, ref: 'CQACAgQ' } },
  sticker: { kind: 'unsupported', what: 'sticker' },
  animation: { kind: 'unsupported', what: 'animation' },
  video: { kind: 'unsupported', what: 'video' },
  'video-note': { kind: 'unsupported', what: 'video_note' },
  dice: { kind: 'unsupported', what: 'dice' },
  'kind-of-the-future': { kind: 'unsupported', what: 'unknown' },
  'service-pinned': undefined,
  'service-timer': undefined,
  callback: { kind: 'choice', question: 'consent', choice: 'yes' },
  'callback-long-id': { kind: 'choice', question: 'services.housing', choice: '#7' },
  'callback-old-message': { kind: 'choice', question: 'consent', choice: 'no' },
  'forged-callback': { kind: 'choice', question: '', choice: `v2:admin;DROP TABLE cases;${'x'.repeat(38)}` },
  'callback-game': { kind: 'choice', question: '', choice: '' },
  'callback-inline': undefined,
  'callback-in-group': undefined,
  edited: { kind: 'edit', of: '91', text: 'عبدالله محمد' },
  'edited-caption': { kind: 'edit', of: '104', text: 'تعريف جديد' },
  'edited-file': { kind: 'unsupported', what: 'edited_file' },
  'edited-live-location': undefined,
  blocked: { kind: 'reachable', reachable: false },
  unblocked: { kind: 'reachable', reachable: true },
  'group-joined': undefined,
  'poll-answer': { kind: 'rating', poll: '5379000000000000001', options: [0, 2] },
  'poll-answer-retracted': { kind: 'rating', poll: '5379000000000000001', options: [] },
  'poll-answer-channel': undefined,
  'group-text': undefined,
  'group-contact': undefined,
  'from-a-bot': undefined,
  'channel-post': undefined,
  'id-of-52-bits': { kind: 'text', text: '1' },
}

describe('readUpdate', () => {
  test.each(Object.entries(EXPECTED))('reads %s', (name, expected) => {
    expect(contentOf(name)).toEqual(expected)
  })

  test('has an expectation for every payload in the folder', () => {
    const names = readdirSync(FOLDER).map((file) => file.replace('.json', ''))
    expect(names.sort()).toEqual(Object.keys(EXPECTED).sort())
  })

  test('says who, when and in which place of the order', () => {
    expect(readUpdate(payload('text-english-app'), CONTEXT)).toEqual({
      urn: 'telegram:6012345678',
      account: '4242424242',
      externalId: '812345672',
      messageId: '92',
      position: 812_345_672,
      sentAt: 1_790_000_192_000,
      language: 'en-GB',
      content: { kind: 'text', text: 'I need <b>help</b> & food' },
    })
  })

  test('keeps ids beyond 32 bits', () => {
    expect(readUpdate(payload('id-of-52-bits'), CONTEXT)?.urn).toBe('telegram:4503599627370495')
  })

  test('names the message that an edit corrects as the message itself was named', () => {
    const first = readUpdate(payload('text'), CONTEXT)
    const edit = readUpdate(payload('edited'), CONTEXT)?.content
    expect(edit?.kind === 'edit' && edit.of).toBe(first?.messageId)
  })

  test('takes the time of arrival where Telegram tells none', () => {
    expect(readUpdate(payload('callback'), CONTEXT)?.sentAt).toBe(CONTEXT.receivedAt)
    expect(readUpdate(payload('blocked'), CONTEXT)?.sentAt).toBe(1_790_000_600_000)
  })

  test('keeps the files of an album apart and in order', () => {
    const album = ['album-1', 'album-2'].map((name) => readUpdate(payload(name), CONTEXT))
    const [first, second] = album.map((message) => message?.position ?? 0)
    expect(first).toBeLessThan(second ?? 0)
  })

  test('never reads a matter from a group, whatever is said there', () => {
    const kinds = constantFrom('text', 'contact', 'location', 'document', 'voice', 'sticker', 'callback')
    assert(
      property(kinds, constantFrom('group', 'supergroup', 'channel'), (kind, type) => {
        const update = structuredClone(payload(kind === 'contact' ? 'contact-own' : kind))
        const message = update.message ?? update.callback_query?.message
        Object.assign(message?.chat ?? {}, { id: -100500, type })
        expect(readUpdate(update, CONTEXT)).toBeUndefined()
      }),
    )
  })

  test('reads any message of a private chat without failing', () => {
    const base = payload('text').message
    assert(
      property(dictionary(string({ maxLength: 12 }), anything()), (extra) => {
        const { text: _, ...rest } = { ...base }
        const update: unknown = { update_id: 1, message: { ...extra, ...rest } }
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the point: shapes nobody documented
        expect(readUpdate(update as Update, CONTEXT)?.urn).toBe('telegram:6012345678')
      }),
    )
  })
})
