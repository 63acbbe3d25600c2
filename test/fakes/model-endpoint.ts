import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What the fake endpoint was sent. */
export interface ModelCall {
  readonly path: string
  readonly authorization: string | undefined
  readonly body: {
    readonly model: string
    readonly messages: readonly { readonly role: string; readonly content: string }[]
  }
}

/** An OpenAI-compatible endpoint on loopback that does whatever it is told, however bad. */
export interface ModelEndpoint {
  readonly url: string
  readonly calls: readonly ModelCall[]
  /** Says this as the model's words. */
  say(content: string): void
  /** Answers in any way at all; a way that does nothing hangs. */
  behave(way: (response: ServerResponse) => void): void
  close(): Promise<void>
}

export async function openModelEndpoint(): Promise<ModelEndpoint> {
  const calls: ModelCall[] = []
  let behaviour: (response: ServerResponse) => void = (response) => response.writeHead(500).end()
  const server = createServer((request, response) => {
    void readBody(request).then((text) => {
      const body = JSON.parse(text) as ModelCall['body']
      calls.push({ path: request.url ?? '', authorization: request.headers.authorization, body })
      behaviour(response)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/v1`,
    calls,
    say(content) {
      behaviour = (response) => {
        response.writeHead(200, { 'content-type': 'application/json' })
        response.end(JSON.stringify({ choices: [{ message: { role: 'assistant', content } }] }))
      }
    },
    behave(way) {
      behaviour = way
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request.setEncoding('utf8')) text += String(chunk)
  return text
}
