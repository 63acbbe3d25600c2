import { readFileSync } from 'node:fs'
import { Hono } from 'hono'
import { healthPage } from './health.ts'
import type { HealthSource } from './health.ts'
import { metricsText } from './metrics.ts'
import { statusPage } from './status.ts'
import type { StatusSource } from './status.ts'

/** What the pages of the console show. */
export interface ConsoleSource extends HealthSource, StatusSource {}

/** All routes of the console on one page. */
export function consoleRoutes(source: ConsoleSource): Hono {
  const css = readFileSync(new URL('status.css', import.meta.url), 'utf8')
  const routes = new Hono()
  routes
    .get('/healthz', (c) => healthPage(c, source))
    .get('/metrics', async (c) =>
      c.text(await metricsText(source), 200, { 'content-type': 'text/plain; version=0.0.4' }),
    )
    .get('/status', (c) => statusPage(c, source))
    .get('/status.css', (c) => c.body(css, 200, { 'content-type': 'text/css; charset=utf-8' }))
  // Hono's own answer would print the error past the log's allow-list.
  routes.onError((_error, c) => c.text('unavailable', 503, { 'cache-control': 'no-store' }))
  return routes
}
