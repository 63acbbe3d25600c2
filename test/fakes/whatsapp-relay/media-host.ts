import { randomBytes } from 'node:crypto'
import { createServer } from 'node:https'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { BinaryNode } from '@whiskeysockets/baileys'
import { createLoopbackCertificate } from './loopback-certificate.ts'
import { node } from './stanza.ts'

/** The host of encrypted files. Baileys always speaks https to it, so it has a throw-away certificate of its own. */
export interface MediaHost {
  /** What a client must trust: `tls.setDefaultCACertificates`, an https agent, or `NODE_EXTRA_CA_CERTS`. */
  readonly certificate: string
  /** By path. Cleared, everything has expired. */
  readonly blobs: Map<string, Buffer>
  readonly hostname: string
  /** The answer to the question where files go. */
  connectionInfo(): BinaryNode
  /** Listens; started again it keeps its port, because old messages carry it. */
  start(): Promise<void>
  stop(): Promise<void>
}

const LARGEST = 104_857_600

export function createMediaHost(): MediaHost {
  const { certificate, privateKey } = createLoopbackCertificate()
  const blobs = new Map<string, Buffer>()
  let port = 0
  const server = createServer({ cert: certificate, key: privateKey }, (request, response) => {
    serve(host, request, response).catch(() => request.socket.destroy())
  })
  const host: MediaHost = {
    certificate,
    blobs,
    get hostname() {
      return `127.0.0.1:${port}`
    },
    connectionInfo() {
      const where = node('host', { hostname: host.hostname, maxContentLengthBytes: LARGEST })
      return node('media_conn', { auth: 'relay', ttl: 3600 }, [where])
    },
    start: () =>
      new Promise((resolve, reject) => {
        server.once('error', reject)
        server.listen(port, '127.0.0.1', () => {
          port = (server.address() as AddressInfo).port
          resolve()
        })
      }),
    stop() {
      server.closeAllConnections()
      return new Promise((resolve) => {
        server.close(() => resolve())
      })
    },
  }
  return host
}

async function serve(host: MediaHost, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'https://relay')
  if (request.method !== 'POST') {
    const blob = host.blobs.get(url.pathname)
    response.writeHead(blob ? 200 : 404).end(blob)
    return
  }
  const parts: Buffer[] = []
  for await (const part of request) parts.push(Buffer.from(part))
  const path = `/v/${randomBytes(8).toString('hex')}.enc`
  host.blobs.set(path, Buffer.concat(parts))
  const body = JSON.stringify({ url: `https://${host.hostname}${path}`, direct_path: path })
  response.writeHead(200, { 'content-type': 'application/json' }).end(body)
}
