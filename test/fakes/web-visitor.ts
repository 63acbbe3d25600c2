/** A visitor of the website chat, as a browser with scripts behaves: a cookie, posts with an origin, and what came since. */
export interface WebVisitor {
  begin(): Promise<void>
  say(text: string): Promise<void>
  press(question: string, choice: string): Promise<void>
  /** The next message of ours that was not seen yet; rejects after ten seconds. */
  next(): Promise<VisitorItem>
  reply(): Promise<string>
  close(): Promise<void>
}

export interface VisitorItem {
  readonly id: string
  readonly from: 'us' | 'them'
  readonly text: string
  readonly question?: string
  readonly choices?: readonly { readonly id: string; readonly label: string }[]
}

const PATIENCE = 10_000
const PAUSE = 25

/** Opens the chat page and keeps its cookie. */
export async function openChat(base: string): Promise<WebVisitor> {
  const page = await fetch(`${base}/`)
  const cookie = (page.headers.getSetCookie()[0] ?? '').split(';', 1)[0] ?? ''
  await page.text()
  const headers = { cookie, origin: base, accept: 'application/json', 'content-type': 'application/json' }
  let count = 0
  let seen: string | undefined
  const post = async (body: object): Promise<void> => {
    const id = `visitor-message-${++count}`
    const until = Date.now() + PATIENCE
    for (;;) {
      const response = await fetch(`${base}/chat/messages`, {
        method: 'POST',
        headers,
        body: JSON.stringify({ id, ...body }),
      })
      if (response.status === 202) return
      const again = Number(response.headers.get('retry-after') ?? Number.NaN)
      if (Number.isNaN(again) || Date.now() > until)
        throw new Error(`not taken: ${response.status} ${await response.text()}`)
      await new Promise((resolve) => setTimeout(resolve, again * 1000))
    }
  }
  const next = async (): Promise<VisitorItem> => {
    const until = Date.now() + PATIENCE
    while (Date.now() < until) {
      const response = await fetch(
        `${base}/chat/messages${seen ? `?after=${encodeURIComponent(seen)}` : ''}`,
        { headers },
      )
      const { items } = (await response.json()) as { items: readonly VisitorItem[] }
      const found = items.find((item) => item.from === 'us')
      if (found) {
        seen = found.id
        return found
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE))
    }
    throw new Error('no reply came')
  }
  return {
    begin: () => post({ kind: 'start' }),
    say: (text) => post({ kind: 'text', text }),
    press: (question, choice) => post({ kind: 'choice', question, choice }),
    next,
    reply: async () => (await next()).text,
    close: () => Promise.resolve(),
  }
}
