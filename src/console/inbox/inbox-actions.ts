import type { Context } from 'hono'
import type { HandoffRefused } from '#runner/handoffs/handoff-access.ts'
import { staffName } from '../cases/words.ts'
import type { Desk } from '../desk.ts'
import { readForm, text } from '../read-form.ts'
import { answerConversation, readHandoff, viewOf } from './inbox-page.ts'
import { lookAt } from './presence.ts'

/** Takes a conversation; the one who comes second is told who was first. */
export async function takeClaim(c: Context, desk: Desk): Promise<Response> {
  const { handoff } = await readHandoff(c, desk)
  return finish(c, desk, await desk.parts.runner.handoffs.claim(desk.member, handoff.id))
}

/** Puts a conversation back into the queue. */
export async function takeRelease(c: Context, desk: Desk): Promise<Response> {
  const { handoff } = await readHandoff(c, desk)
  return finish(c, desk, await desk.parts.runner.handoffs.release(desk.member, handoff.id), 'list')
}

/** Sends what was written; where it cannot be sent it stays in the composer. */
export async function takeReply(c: Context, desk: Desk): Promise<Response> {
  const { handoff } = await readHandoff(c, desk)
  const form = await readForm(c)
  const reply = { text: text(form, 'text'), clientKey: keyOf(form) }
  const result = await desk.parts.runner.handoffs.reply(desk.member, handoff.id, reply)
  return finish(c, desk, result, 'conversation', reply.text)
}

/** Closes a conversation with the explanation that the policy asks for (R7). */
export async function takeClose(c: Context, desk: Desk): Promise<Response> {
  const { handoff } = await readHandoff(c, desk)
  const form = await readForm(c)
  const explanation = { text: text(form, 'text'), clientKey: keyOf(form) }
  const result = await desk.parts.runner.handoffs.close(desk.member, handoff.id, explanation)
  return finish(c, desk, result, 'list', explanation.text)
}

/** Keeps a note for colleagues. */
export async function takeNote(c: Context, desk: Desk): Promise<Response> {
  const { handoff } = await readHandoff(c, desk)
  const words = text(await readForm(c), 'text')
  return finish(c, desk, await desk.parts.runner.handoffs.note(desk.member, handoff.id, words))
}

/** Asks a colleague to take it over. */
export async function takeOffer(c: Context, desk: Desk): Promise<Response> {
  const { handoff } = await readHandoff(c, desk)
  const to = text(await readForm(c), 'to')
  return finish(c, desk, await desk.parts.runner.handoffs.offer(desk.member, handoff.id, to))
}

/** Takes over what a colleague offered. */
export async function takeAccept(c: Context, desk: Desk): Promise<Response> {
  const { handoff } = await readHandoff(c, desk)
  return finish(c, desk, await desk.parts.runner.handoffs.answerOffer(desk.member, handoff.id, true))
}

/** Leaves what a colleague offered where it is. */
export async function takeBounce(c: Context, desk: Desk): Promise<Response> {
  const { handoff } = await readHandoff(c, desk)
  return finish(c, desk, await desk.parts.runner.handoffs.answerOffer(desk.member, handoff.id, false), 'list')
}

/** Keeps what is being written, and says that this member is there; sent by the page's script every second or so. */
export async function takeDraft(c: Context, desk: Desk): Promise<Response> {
  const { contact } = await readHandoff(c, desk)
  const { parts, member, now } = desk
  const form = await readForm(c)
  const words = text(form, 'text').slice(0, 4000)
  lookAt(contact.id, member.id, words !== '', now)
  if (form.text === undefined) return c.body(null, 204)
  const key = await parts.store.vault.open(contact.keyId)
  const write =
    words === ''
      ? parts.store.drafts.remove(member.id, contact.id)
      : parts.store.drafts.put(
          member.id,
          contact.id,
          { text: words, clientKey: keyOf(form), changedAt: now },
          key,
        )
  await parts.store.commit([write])
  return c.body(null, 204)
}

/** Back to the page by a redirect, so that a reload repeats nothing; a refusal is shown with what was written. */
async function finish(
  c: Context,
  desk: Desk,
  result: object,
  next: 'conversation' | 'list' = 'conversation',
  words?: string,
): Promise<Response> {
  if (!isRefused(result)) {
    const address =
      next === 'list' ? '/console/inbox' : `/console/inbox/${encodeURIComponent(c.req.param('id') ?? '')}`
    return c.redirect(`${address}?view=${viewOf(c)}`, 303)
  }
  const { refused, by } = result
  const note = {
    kind: 'problem',
    text: desk.word(`refusals.${refused}`, { by: by === undefined ? '' : staffName(desk, by) }),
  } as const
  const status = refused === 'taken' || refused === 'not_yours' || refused === 'not_offered' ? 409 : 422
  return answerConversation(c, desk, { note, status, ...(words !== undefined && { text: words }) })
}

function isRefused(result: object): result is HandoffRefused {
  return 'refused' in result
}

/** The key of one sending, made when the composer opened. */
function keyOf(form: Readonly<Record<string, string>>): string {
  const key = text(form, 'key')
  return /^[\w-]{8,64}$/.test(key) ? key : 'none'
}
