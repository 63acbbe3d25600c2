import { Hono } from 'hono'
import type { Context } from 'hono'
import { compress } from 'hono/compress'
import type { Receive } from '#channels/channel.ts'
import { answerAsset } from '../http-asset.ts'
import { isOwnPost } from '../own-post.ts'
import { loadAssets, makeEmbedScript } from './assets.ts'
import { addressOf, securityHeaders } from './guard.ts'
import { forgetContact } from './identity.ts'
import type { WebOptions } from './options.ts'
import { createPosts } from './posts.ts'
import { createRateLimit } from './rate-limit.ts'
import type { Streams } from './streams.ts'
import { textsIn } from './texts.ts'
import { createUploads } from './uploads.ts'
import { Views } from './views.ts'

/** All routes of the website chat on one page. */
export function createRoutes(options: WebOptions, streams: Streams, take: Receive): Hono {
  const routes = new Hono()
  const assets = loadAssets()
  const embed = makeEmbedScript(options.texts, options.languages)
  const views = new Views(options, streams)
  const posts = createPosts(options, { streams, take, views })
  const reads = createRateLimit(240, 120, options.now)
  const headers = securityHeaders({ secure: options.secureCookies, embedOrigins: options.embedOrigins })

  const limited = (c: Context): Response | undefined => {
    const wait = reads.take(addressOf(c, options.trustProxy))
    if (wait === 0) return undefined
    c.header('Retry-After', String(Math.ceil(wait / 1000)))
    return c.text(textsIn(options.texts, views.languageOf(c)).tooFast, 429)
  }

  for (const path of ['/', '/embed.js', '/chat/*']) routes.use(path, headers)

  // Nothing on the page is a secret that its size could tell: the token is in the cookie only.
  routes.use('/', compress())
  routes.get('/', (c) => limited(c) ?? views.page(c))
  routes.get('/embed.js', (c) => {
    c.header('Cross-Origin-Resource-Policy', 'cross-origin')
    return answerAsset(c, embed)
  })
  for (const [name, asset] of assets) routes.get(`/chat/${name}`, (c) => answerAsset(c, asset))
  routes.get('/chat/events', (c) => limited(c) ?? views.events(c))
  routes.get('/chat/messages', (c) => limited(c) ?? views.since(c))
  routes.get('/chat/files/:id', (c) => limited(c) ?? views.file(c))
  routes.post('/chat/messages', (c) => posts.message(c))
  routes.post('/chat/files', (c) => posts.file(c))
  routes.post('/chat/leave', (c) => {
    if (!isOwnPost(c, options.origin)) return views.notice(c, 'forbidden', 403)
    forgetContact(c, views.cookies)
    return c.redirect(`/?lang=${views.languageOf(c)}`, 303)
  })
  routes.route('/', createUploads(options, headers))
  routes.all('/chat/*', (c) => views.notice(c, 'notFound', 404))

  routes.onError((error, c) => {
    options.logger.error({ error: error.name }, 'web chat: request failed')
    return views.notice(c, 'unavailable', 500)
  })
  return routes
}
