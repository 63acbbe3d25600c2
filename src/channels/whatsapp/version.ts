import type { WAVersion } from '@whiskeysockets/baileys'
import type { DeviceState } from './device-state.ts'
import type { Baileys } from './load-baileys.ts'
import type { WhatsAppOptions } from './options.ts'

const PATIENCE = 5_000
const TYPE = 'wasl'
const ID = 'version'

/**
 * The version of WhatsApp Web to introduce ourselves as. The one inside Baileys goes stale (defect 13: pairing fails
 * or 405): the one given wins, else WhatsApp's own page is asked, else the last one that worked does, else Baileys'
 * own. Tests ask nobody.
 */
export async function chooseVersion(
  baileys: Pick<Baileys, 'fetchLatestWaWebVersion'>,
  { version, url, state }: Pick<WhatsAppOptions, 'version' | 'url' | 'state'>,
): Promise<WAVersion | undefined> {
  if (version) return [...version]
  if (url !== undefined) return undefined
  const found = await baileys
    .fetchLatestWaWebVersion({ signal: AbortSignal.timeout(PATIENCE) })
    .catch(() => undefined)
  if (found?.isLatest) return found.version
  const known = (await state.keys(TYPE, [ID])).get(ID)
  return known === undefined ? undefined : (JSON.parse(known) as WAVersion)
}

/** Remembers a version with which a login succeeded. */
export function rememberVersion(state: DeviceState, version: WAVersion | undefined): void {
  if (!version) return
  state.commit({ keys: [{ type: TYPE, id: ID, value: JSON.stringify(version) }] }).catch(() => undefined)
}
