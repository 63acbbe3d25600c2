import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { LANGUAGES } from '#core/text.ts'
import type { Language } from '#core/text.ts'
import type { IncomingContent, OutgoingMessage } from '#core/message.ts'
import type { Channel } from '#channels/channel.ts'
import type { Session } from '#engine/session.ts'
import { createLog } from '#runner/log.ts'
import { createIds } from '#runner/ids.ts'
import { SYSTEM_CLOCK } from '#runner/clock.ts'
import { assemble, loadContent, openData } from '../assemble.ts'
import type { Content } from '../assemble.ts'
import { createApplicant } from './demo-applicant.ts'

/** What to play, and to whom it is shown. */
export interface DemoOptions {
  readonly root: string
  readonly association: string
  readonly language: string
  print(line: string): void
}

/** Turns after which a demonstration that does not reach its end has failed. */
const MOST_TURNS = 80

/**
 * `wasl demo`: plays one request from the first word to its reference, over the real store and runner, with a
 * person who answers by the type of each question. The exit code: 0 only when a request is on record.
 */
export async function demo(options: DemoOptions): Promise<number> {
  const language: Language = LANGUAGES.find((known) => known === options.language) ?? 'ar'
  const content = loadContent(options.root, options.association)
  const folder = mkdtempSync(join(tmpdir(), 'wasl-demo-'))
  const store = await openData(folder)
  const channel = printingChannel(options.print)
  const runner = assemble(content, store, {
    channels: new Map([['terminal', channel]]),
    fileSources: new Map(),
    log: createLog('warn'),
    language,
  })
  const ids = createIds()
  const urn = 'terminal:demo'
  try {
    await runner.start()
    const say = async (given: IncomingContent): Promise<void> => {
      options.print(`\n> ${shown(given, content, language)}`)
      const message = {
        urn,
        account: 'demo',
        externalId: ids.newId(),
        sentAt: SYSTEM_CLOCK.now(),
        content: given,
        language,
      } as const
      await runner.receive([message])
      await runner.idle()
    }
    const applicant = createApplicant(content, language)
    await say(applicant.greeting)
    for (let turn = 0; turn < MOST_TURNS; turn++) {
      const contact = await store.contacts.find(urn, 'demo')
      if (!contact) return 1
      const key = await store.vault.open(contact.keyId)
      const requests = await store.cases.statesOf(contact.id)
      if (requests.length > 0) return 0
      const session = (await store.sessions.find(contact.id, key))?.state as Session
      await say(applicant.next(session))
    }
    return 1
  } finally {
    await runner.stop()
    await store.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

function printingChannel(print: (line: string) => void): Channel {
  return {
    type: 'terminal',
    capabilities: {
      buttons: 0,
      buttonLabel: 0,
      listRows: 0,
      textLength: 4000,
      fileBytes: 0,
      polls: false,
      requestPhone: false,
      requestLocation: false,
    },
    start: () => Promise.resolve(),
    send(message) {
      for (const line of lines(message)) print(line)
      return Promise.resolve({ externalId: message.id })
    },
    stop: () => Promise.resolve(),
  }
}

function lines({ text, choices = [], unnumbered }: OutgoingMessage): string[] {
  return [
    ...text.split('\n'),
    ...choices.map(({ label }, index) => (unnumbered ? `  [${label}]` : `  ${index + 1}. ${label}`)),
  ]
}

function shown(given: IncomingContent, { renderer }: Content, language: Language): string {
  if (given.kind === 'text') return given.text
  return given.kind === 'file' ? `[${given.file.name}]` : renderer.translate('demo:location', language)
}
