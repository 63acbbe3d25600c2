import type { WAVersion } from '@whiskeysockets/baileys'
import type { Baileys } from './load-baileys.ts'
import type { WhatsAppOptions } from './options.ts'

const PATIENCE = 5_000

/**
 * The version of WhatsApp Web to introduce ourselves as. The one inside Baileys goes stale (defect 13: pairing fails
 * or 405): the one given wins, else WhatsApp's own page is asked, else Baileys' own does. Tests ask nobody.
 */
export async function chooseVersion(
  baileys: Baileys,
  { version, url }: Pick<WhatsAppOptions, 'version' | 'url'>,
): Promise<WAVersion | undefined> {
  if (version) return [...version]
  if (url !== undefined) return undefined
  const found = await baileys
    .fetchLatestWaWebVersion({ signal: AbortSignal.timeout(PATIENCE) })
    .catch(() => undefined)
  return found?.isLatest ? found.version : undefined
}
