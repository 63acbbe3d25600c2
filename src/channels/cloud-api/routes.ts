import { Hono } from 'hono'
import type { Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Delivery } from './intake.ts'
import { isSameSecret } from './signature.ts'

/** Where Meta posts to, below the address of the site. */
export const WEBHOOK_PATH = '/whatsapp/webhook'

/** Meta's deliveries have at most 3 MB (Cloud API, "Webhooks"). */
const MAX_BODY = 3 * 1024 * 1024

interface Tools {
  readonly verifyToken: string
  take(delivery: Delivery): Promise<number>
}

/** The address of the webhook: Meta asks once whether it is ours, then posts to it. */
export function createRoutes({ verifyToken, take }: Tools): Hono {
  const routes = new Hono()
  routes.get(WEBHOOK_PATH, (c) => verify(c, verifyToken))
  const limit = bodyLimit({ maxSize: MAX_BODY, onError: (c) => c.body(null, 413) })
  routes.post(WEBHOOK_PATH, limit, async (c) => {
    // The bytes, before anybody reads them: the signature is theirs.
    const body = new Uint8Array(await c.req.arrayBuffer())
    const status = await take({ signature: c.req.header('x-hub-signature-256'), body })
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- one of the few above
    return c.body(null, status as 200 | 400 | 401 | 503)
  })
  return routes
}

function verify(c: Context, verifyToken: string): Response {
  const challenge = c.req.query('hub.challenge') ?? ''
  const asked = c.req.query('hub.mode') === 'subscribe' && /^[\w-]{1,200}$/.test(challenge)
  if (!asked || !isSameSecret(c.req.query('hub.verify_token') ?? '', verifyToken)) return c.body(null, 403)
  return c.text(challenge)
}
