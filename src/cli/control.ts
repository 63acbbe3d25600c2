import { chmodSync, rmSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import type { Server, Socket } from 'node:net'
import { join } from 'node:path'

/** The socket of a running service, in its data folder: only its own user can reach it. */
export const CONTROL_SOCKET = 'control.sock'

/** What an operator may ask of a running service: a word, what it is about, and lines back. */
export type ControlCommands = Readonly<Record<string, (subject: string) => Promise<readonly string[]>>>

/** A command and what it is about: an answer to an applicant may be long. */
const LONGEST = 20_000
/** A phone that links may take half a minute to give its code. */
const PATIENCE = 60_000

/** Listens for operators on this machine; one line in, lines out. */
export function openControl(folder: string, commands: ControlCommands): Promise<Server> {
  const path = join(folder, CONTROL_SOCKET)
  // The lock of the store vouches that whoever left this file behind is gone.
  rmSync(path, { force: true })
  const server = createServer((socket) => {
    socket.setTimeout(PATIENCE, () => socket.destroy())
    socket.on('error', () => socket.destroy())
    readLine(socket, (line) => void answer(commands, line).then((text) => socket.end(text)))
  })
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(path, () => {
      chmodSync(path, 0o600)
      resolve(server)
    })
  })
}

async function answer(commands: ControlCommands, line: string): Promise<string> {
  const space = line.indexOf(' ')
  const name = space < 0 ? line : line.slice(0, space)
  const subject = space < 0 ? '' : line.slice(space + 1)
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!command) return 'unknown command\n'
  try {
    return `${(await command(subject)).join('\n')}\n`
  } catch (error) {
    return `failed: ${error instanceof Error ? error.name : 'unknown'}\n`
  }
}

function readLine(socket: Socket, take: (line: string) => void): void {
  let text = ''
  socket.setEncoding('utf8')
  socket.on('data', (chunk: string) => {
    text += chunk
    const end = text.indexOf('\n')
    if (end >= 0) {
      socket.removeAllListeners('data')
      take(text.slice(0, end))
    } else if (text.length > LONGEST) socket.destroy()
  })
}

/** Asks the service that runs on a data folder. Rejects where none does. */
export function askControl(folder: string, line: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    const socket = connect(join(folder, CONTROL_SOCKET), () => socket.write(`${line}\n`))
    socket.setEncoding('utf8')
    socket.on('data', (chunk: string) => (text += chunk))
    socket.on('end', () => resolve(text.trimEnd()))
    socket.on('error', () =>
      reject(
        Object.assign(new Error(`no service runs on ${folder}: npm start first`), { name: 'NotRunning' }),
      ),
    )
  })
}
