import { readFileSync } from 'node:fs'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { compress } from 'hono/compress'
import { HTTPException } from 'hono/http-exception'
import { enter, isOurs, whoIs } from './access/enter.ts'
import { staffHeaders } from './access/headers.ts'
import { beginPage, codesPage, takeBegin, takeCodes } from './access/set-up.ts'
import { codePage, languageOf, signInPage, signOut, takeCode, takeSignIn, wordsOf } from './access/sign-in.ts'
import { answerAsset } from '#channels/http-asset.ts'
import { consoleAssets } from './assets.ts'
import type { ConsoleParts, Route } from './desk.ts'
import { healthPage } from './health.ts'
import type { HealthSource } from './health.ts'
import { home } from './home.ts'
import { endSession, mePage, takeLanguage } from './me.ts'
import { auditPage } from './audit-page.ts'
import { boardPage } from './cases/board.ts'
import { takeRemoval, takeSlots } from './calendar/calendar-actions.ts'
import { calendarPage } from './calendar/calendar-page.ts'
import { committeePage } from './committee/committee-page.ts'
import { channelsPage } from './channels/channels-page.ts'
import { takePair, takeUnpair } from './channels/phone-actions.ts'
import { takeCheck, takeStep } from './cases/case-actions.ts'
import { casePage, revealCase } from './cases/case-page.ts'
import { printPage, printWhole } from './cases/print-page.ts'
import { metricsText } from './metrics.ts'
import { printReport, reportFile, satisfactionPage } from './figures/satisfaction-page.ts'
import {
  answerPage,
  newAnswerPage,
  settleVersion,
  takeAnswer,
  takeExamples,
  takeNewAnswer,
} from './answers/answer-page.ts'
import { answersPage } from './answers/answers-page.ts'
import { flowPage, flowsPage } from './flows/flows-page.ts'
import { addCanned, cannedPage, changeCanned } from './canned/canned-page.ts'
import { filePage } from './file-page.ts'
import {
  takeAccept,
  takeBounce,
  takeClaim,
  takeClose,
  takeDraft,
  takeNote,
  takeOffer,
  takeRelease,
  takeReply,
} from './inbox/inbox-actions.ts'
import { conversationPage, inboxPage } from './inbox/inbox-page.ts'
import { liveStream } from './live.ts'
import { FORM_LIMIT } from './read-form.ts'
import { addMember, changeMember, linkMember, staffPage } from './staff-page.ts'
import { searchPage, takeSearch } from './search/search-page.ts'
import { finishTask, tasksPage } from './tasks-page.ts'
import { settingsPage, takeSettings } from './settings/settings-page.ts'
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

/** Every page and action of somebody who is signed in; a test walks this table with every role. */
export const ROUTES: readonly Route[] = [
  { method: 'get', path: '/console', needs: 'signed_in', handle: home },
  { method: 'get', path: '/console/me', needs: 'signed_in', handle: mePage },
  { method: 'post', path: '/console/me/language', needs: 'signed_in', handle: takeLanguage },
  { method: 'post', path: '/console/me/end', needs: 'signed_in', handle: endSession },
  { method: 'get', path: '/console/events', needs: 'signed_in', handle: liveStream },
  { method: 'get', path: '/console/inbox', needs: 'inbox', handle: inboxPage },
  { method: 'get', path: '/console/inbox/:id', needs: 'inbox', handle: conversationPage },
  { method: 'post', path: '/console/inbox/:id/claim', needs: 'reply', handle: takeClaim },
  { method: 'post', path: '/console/inbox/:id/release', needs: 'reply', handle: takeRelease },
  { method: 'post', path: '/console/inbox/:id/reply', needs: 'reply', handle: takeReply },
  { method: 'post', path: '/console/inbox/:id/close', needs: 'reply', handle: takeClose },
  { method: 'post', path: '/console/inbox/:id/note', needs: 'reply', handle: takeNote },
  { method: 'post', path: '/console/inbox/:id/offer', needs: 'reply', handle: takeOffer },
  { method: 'post', path: '/console/inbox/:id/accept', needs: 'reply', handle: takeAccept },
  { method: 'post', path: '/console/inbox/:id/bounce', needs: 'reply', handle: takeBounce },
  { method: 'post', path: '/console/inbox/:id/draft', needs: 'reply', handle: takeDraft },
  { method: 'get', path: '/console/cases', needs: 'list', handle: boardPage },
  { method: 'get', path: '/console/cases/:id', needs: 'show', handle: casePage },
  { method: 'post', path: '/console/cases/:id/reveal', needs: 'reveal', handle: revealCase },
  { method: 'get', path: '/console/cases/:id/print', needs: 'show', handle: printPage },
  { method: 'post', path: '/console/cases/:id/print', needs: 'reveal', handle: printWhole },
  { method: 'post', path: '/console/cases/:id/check', needs: 'check', handle: takeCheck },
  { method: 'post', path: '/console/cases/:id/do/:command', needs: 'show', handle: takeStep },
  { method: 'get', path: '/console/calendar', needs: 'slots', handle: calendarPage },
  { method: 'post', path: '/console/calendar', needs: 'slots', handle: takeSlots },
  { method: 'post', path: '/console/calendar/:id/remove', needs: 'slots', handle: takeRemoval },
  { method: 'get', path: '/console/committee', needs: 'give_opinion', handle: committeePage },
  { method: 'get', path: '/console/tasks', needs: 'tasks', handle: tasksPage },
  { method: 'post', path: '/console/tasks/:id/done', needs: 'tasks', handle: finishTask },
  { method: 'get', path: '/console/answers', needs: 'answers', handle: answersPage },
  { method: 'get', path: '/console/answers/new', needs: 'answers', handle: newAnswerPage },
  { method: 'post', path: '/console/answers/new', needs: 'answers', handle: takeNewAnswer },
  { method: 'post', path: '/console/answers/examples', needs: 'answers', handle: takeExamples },
  { method: 'get', path: '/console/answers/:id', needs: 'answers', handle: answerPage },
  { method: 'post', path: '/console/answers/:id', needs: 'answers', handle: takeAnswer },
  { method: 'post', path: '/console/answers/versions/:id/publish', needs: 'publish', handle: settleVersion },
  { method: 'post', path: '/console/answers/versions/:id/discard', needs: 'answers', handle: settleVersion },
  { method: 'post', path: '/console/answers/versions/:id/undo', needs: 'publish', handle: settleVersion },
  { method: 'get', path: '/console/flows', needs: 'answers', handle: flowsPage },
  { method: 'get', path: '/console/flows/:id', needs: 'answers', handle: flowPage },
  { method: 'get', path: '/console/canned', needs: 'answers', handle: cannedPage },
  { method: 'post', path: '/console/canned', needs: 'answers', handle: addCanned },
  { method: 'post', path: '/console/canned/:id', needs: 'answers', handle: changeCanned },
  { method: 'get', path: '/console/search', needs: 'inbox', handle: searchPage },
  { method: 'post', path: '/console/search', needs: 'inbox', handle: takeSearch },
  { method: 'get', path: '/console/satisfaction', needs: 'figures', handle: satisfactionPage },
  { method: 'get', path: '/console/satisfaction/print', needs: 'figures', handle: printReport },
  { method: 'get', path: '/console/satisfaction/report.csv', needs: 'figures', handle: reportFile },
  { method: 'get', path: '/console/staff', needs: 'staff', handle: staffPage },
  { method: 'post', path: '/console/staff', needs: 'staff', handle: addMember },
  { method: 'post', path: '/console/staff/:id', needs: 'staff', handle: changeMember },
  { method: 'post', path: '/console/staff/:id/link', needs: 'staff', handle: linkMember },
  { method: 'get', path: '/console/settings', needs: 'settings', handle: settingsPage },
  { method: 'get', path: '/console/settings/channels', needs: 'settings', handle: channelsPage },
  { method: 'post', path: '/console/settings/channels/whatsapp/pair', needs: 'settings', handle: takePair },
  {
    method: 'post',
    path: '/console/settings/channels/whatsapp/unpair',
    needs: 'settings',
    handle: takeUnpair,
  },
  { method: 'post', path: '/console/settings/:form', needs: 'settings', handle: takeSettings },
  { method: 'get', path: '/console/audit', needs: 'audit', handle: auditPage },
  { method: 'get', path: '/console/files/:id', needs: 'signed_in', handle: filePage },
]

/** The staff's part of the console: the doors (sign-in, links, codes), the table above, and the files of the pages. */
export function staffRoutes(parts: ConsoleParts): Hono {
  const routes = new Hono()
  const assets = consoleAssets()
  routes.use('/console', staffHeaders(parts.secure))
  routes.use('/console/*', staffHeaders(parts.secure))
  for (const [name, asset] of assets) routes.get(`/console/${name}`, (c) => answerAsset(c, asset))
  // Pages only: the stream of changes is left as it is, and assets are compressed once.
  routes.use('/console/*', compress())
  routes.use('/console/*', bodyLimit({ maxSize: FORM_LIMIT }))
  routes.use('/console/*', async (c, next) => {
    if (c.req.method === 'POST' && !isOurs(c, parts)) return c.text('cross-site', 403)
    return next()
  })
  openDoors(routes, parts)
  for (const route of ROUTES) routes[route.method](route.path, (c) => enter(c, parts, route))
  routes.onError((error, c) => {
    // What is too large, or no form at all, says so itself.
    if (error instanceof HTTPException) return error.getResponse()
    parts.log.error('page_failed', { error: error.name, path: c.req.routePath })
    return c.text(wordsOf(parts, languageOf(c))('errors.failed'), 500)
  })
  return routes
}

/** What can be asked for before both steps of signing in are done. */
function openDoors(routes: Hono, parts: ConsoleParts): void {
  routes
    .get('/console/sign-in', (c) => signInPage(c, parts))
    .post('/console/sign-in', (c) => takeSignIn(c, parts))
    .get('/console/begin/:token', (c) => beginPage(c, parts))
    .post('/console/begin/:token', (c) => takeBegin(c, parts))
    .post('/console/sign-out', (c) => signOut(c, parts))
  routes.on(['GET', 'POST'], ['/console/code', '/console/codes'], async (c) => {
    const present = await whoIs(c, parts)
    if (!present) return c.redirect('/console/sign-in', 303)
    const setUp = c.req.path === '/console/codes'
    const access = await parts.store.access.get(present.member.id)
    // Codes are set up once; a lost phone needs a new link from an administrator.
    if (setUp && access?.totp) return c.redirect('/console', 303)
    if (!setUp && !access?.totp) return c.redirect('/console/codes', 303)
    if (c.req.method === 'GET')
      return setUp ? codesPage(c, parts, present.member) : codePage(c, parts, present.member.language)
    return setUp ? takeCodes(c, parts, present.member) : takeCode(c, parts, present.member)
  })
}
