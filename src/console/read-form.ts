import type { Context } from 'hono'

/** Bytes of one form; a long answer of staff fits many times. */
export const FORM_LIMIT = 128 * 1024

/** The texts of a posted form; of boxes of one name all, with commas between. Files are not taken here. */
export async function readForm(c: Context): Promise<Readonly<Record<string, string>>> {
  const body = await c.req.parseBody({ all: true }).catch(() => ({}))
  const texts: Record<string, string> = {}
  for (const [name, value] of Object.entries(body)) {
    const all = [value].flat().filter((item) => typeof item === 'string')
    if (all.length > 0) texts[name] = all.join(',').normalize('NFC').trim()
  }
  return texts
}

/** Field of a form; empty where it was not sent. */
export function text(form: Readonly<Record<string, string>>, name: string): string {
  return Object.hasOwn(form, name) ? (form[name] ?? '') : ''
}
