import type { Context } from 'hono'
import { NotHere } from './desk.ts'
import type { Desk } from './desk.ts'

/** Types that a browser may show by itself; everything else is only handed over as a file. */
const SHOWN: ReadonlySet<string> = new Set(['image/jpeg', 'image/png', 'image/webp'])

/**
 * A file that a person sent, for a member who may see the conversation or the case. It was decoded and written anew
 * when it came; here it is shown in a box that can run nothing. Each look is written down.
 */
export async function filePage(c: Context, { parts, member, now, may }: Desk): Promise<Response> {
  const { store } = parts
  const meta = await store.files.get(c.req.param('id') ?? '')
  if (meta?.status !== 'kept') throw new NotHere()
  const handoffs = await store.handoffs.ofContact(meta.contactId)
  const ofHandoff =
    may('inbox') && (member.scope === 'all' || handoffs.some((item) => item.claimedBy === member.id))
  const ofCase = may('show') && meta.caseId !== undefined && (await seesCase(parts, member, meta.caseId))
  if (!ofHandoff && !ofCase) throw new NotHere()
  const bytes = await store.files.read(meta.id, await store.vault.open(meta.keyId))
  await store.commit([
    store.audit.append({ at: now, actor: `staff:${member.id}`, action: 'file_seen', subject: meta.id }),
  ])
  const shown = SHOWN.has(meta.mime) || meta.mime.startsWith('audio/')
  c.header('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox")
  c.header('Content-Type', shown ? meta.mime : 'application/octet-stream')
  const name = encodeURIComponent(meta.name)
  c.header('Content-Disposition', `${shown ? 'inline' : 'attachment'}; filename*=UTF-8''${name}`)
  return c.body(new Uint8Array(bytes))
}

async function seesCase(parts: Desk['parts'], member: Desk['member'], caseId: string): Promise<boolean> {
  const shown = await parts.runner.cases.show(member, { id: caseId })
  return !('refused' in shown)
}
