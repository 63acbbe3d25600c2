import type { Context } from 'hono'
import type { Desk } from './desk.ts'

/** Where each role begins its day. */
export function home(c: Context, desk: Desk): Response {
  if (desk.may('inbox')) return c.redirect('/console/inbox', 303)
  if (desk.may('list')) return c.redirect('/console/cases', 303)
  if (desk.may('figures')) return c.redirect('/console/satisfaction', 303)
  if (desk.may('staff')) return c.redirect('/console/staff', 303)
  return c.redirect('/console/me', 303)
}
