import type { UploadDesk } from '#channels/upload-desk.ts'
import type { TextsByLanguage } from '#channels/web/texts.ts'
import type { UploadTextsByLanguage } from '#channels/web/upload-texts.ts'
import { createWebChannel } from '#channels/web/web-channel.ts'
import type { WebChannel } from '#channels/web/web-channel.ts'
import { SYSTEM_CLOCK } from '#runner/clock.ts'
import { openSentFile, readHistory } from '#runner/history.ts'
import { createIds } from '#runner/ids.ts'
import { readLocales } from '#runner/locales.ts'
import type { Log } from '#runner/log.ts'
import type { Store } from '#store/store.ts'
import type { Content } from '../assemble.ts'
import type { Config } from '../config.ts'

/** The origin under which people reach the website from outside, where there is one. */
export function originOf({ publicUrl }: Config): string | undefined {
  return publicUrl === undefined ? undefined : new URL(publicUrl).origin
}

/** What the website works with. */
interface Site {
  readonly store: Store
  readonly log: Log
  readonly uploads: UploadDesk
}

/** The website chat and the upload page, with the words and languages of the association. */
export function openWeb(root: string, config: Config, content: Content, site: Site): WebChannel {
  const { store, log, uploads: desk } = site
  const { association } = content
  const locales = Object.entries(readLocales(`${root}/locales`))
  const wordsOf = (part: string) =>
    Object.fromEntries(locales.flatMap(([language, words]) => (words[part] ? [[language, words[part]]] : [])))
  const texts = wordsOf('web')
  const origin = originOf(config)
  return createWebChannel({
    account: association.id,
    associationName: association.name,
    languages: association.languages.filter((language) => language in texts),
    texts: texts as unknown as TextsByLanguage,
    uploads: { desk, texts: wordsOf('upload') as unknown as UploadTextsByLanguage },
    ...(origin !== undefined && { origin }),
    embedOrigins: config.webOrigins,
    secureCookies: origin?.startsWith('https:') ?? false,
    trustProxy: origin !== undefined,
    openFile: (urn, messageId) => openSentFile({ store }, urn, association.id, messageId),
    history: (urn, afterId) => readHistory({ store }, urn, association.id, afterId),
    now: SYSTEM_CLOCK.now,
    newId: createIds().newId,
    logger: {
      warn: (_fields, message) => log.warn(message),
      error: (_fields, message) => log.error(message),
    },
  })
}
