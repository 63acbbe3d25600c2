import { createCloudApiChannel } from '#channels/cloud-api/cloud-api.ts'
import type { CloudApi } from '#channels/cloud-api/cloud-api.ts'
import type { CloudApiWords } from '#channels/cloud-api/options.ts'
import type { Reports } from '#channels/channel.ts'
import type { Language } from '#core/text.ts'
import { SYSTEM_CLOCK } from '#runner/clock.ts'
import type { Log } from '#runner/log.ts'
import type { Store } from '#store/store.ts'
import type { Content } from '../assemble.ts'
import type { Config } from '../config.ts'

/** WhatsApp by Meta's Cloud API, where it is set up. */
export function openCloudApi(
  config: Config,
  content: Content,
  store: Store,
  reports: Reports,
  log: Log,
): CloudApi | undefined {
  const { cloudApi } = config
  if (!cloudApi) return undefined
  const { graphRoot, graphVersion, ...account } = cloudApi
  const words = (language: Language): CloudApiWords => ({
    openList: content.renderer.translate('cloud-api:openList', language),
  })
  return createCloudApiChannel({
    ...account,
    ...(graphRoot !== undefined && { graphRoot }),
    ...(graphVersion !== undefined && { graphVersion }),
    texts: { ar: words('ar'), en: words('en') },
    reports,
    lastHeard: async (urn, number) => (await store.contacts.find(urn, number))?.seenAt,
    now: SYSTEM_CLOCK.now,
    logger: {
      info: ({ code, ...fields }) => log.info(code, fields),
      warn: ({ code, ...fields }) => log.warn(code, fields),
      error: ({ code, ...fields }) => log.error(code, fields),
    },
  })
}
