import type { Context } from 'hono'
import { html } from 'hono/html'
import type { Desk } from '../desk.ts'
import { page } from './layout.ts'

/** What was asked for is not there, or not for this member. */
export function answerNotHere(c: Context, desk: Desk): Response | Promise<Response> {
  const { word } = desk
  return c.html(page(desk, { title: word('errors.notHere') }, html`<p>${word('errors.notHereHow')}</p>`), 404)
}

/** The role does not allow it. */
export function answerRefused(c: Context, desk: Desk): Response | Promise<Response> {
  const { word } = desk
  return c.html(page(desk, { title: word('errors.refused') }, html`<p>${word('errors.refusedHow')}</p>`), 403)
}
