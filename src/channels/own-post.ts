import type { Context } from 'hono'

/** Whether a POST comes from our own page, by what browsers themselves write and pages cannot. */
export function isOwnPost(c: Context, origin: string | undefined): boolean {
  const site = c.req.header('sec-fetch-site')
  if (site && site !== 'same-origin' && site !== 'none') return false
  const from = c.req.header('origin')
  if (!from || !URL.canParse(from)) return false
  return origin ? from === origin : new URL(from).host === new URL(c.req.url).host
}
