/** The plain text of Telegram's HTML, or undefined where Telegram would refuse it ("can't parse entities"). */
export function parseHtml(html: string): string | undefined {
  const open: string[] = []
  let broken = false
  const text = html.replace(/<[^>]*>?/g, (tag) => {
    const [, slash, name] = /^<(\/?)([a-z-]+)(?: [^<>]*)?>$/.exec(tag) ?? []
    if (name === undefined || !TAGS.has(name)) broken = true
    else if (slash === '') open.push(name)
    else if (open.pop() !== name) broken = true
    return ''
  })
  if (broken || open.length > 0) return undefined
  return text.replace(/&(lt|gt|amp|quot|#\d+|#x[0-9a-f]+);/gi, (_, entity: string) => decode(entity))
}

const TAGS = new Set(['b', 'strong', 'i', 'em', 'u', 's', 'a', 'code', 'pre', 'blockquote', 'tg-spoiler'])

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' }

function decode(entity: string): string {
  const named = NAMED[entity.toLowerCase()]
  if (named !== undefined) return named
  const hex = /^#x/i.test(entity)
  return String.fromCodePoint(Number.parseInt(entity.slice(hex ? 2 : 1), hex ? 16 : 10))
}
