import type { ConnectionState, WASocket, WAVersion } from '@whiskeysockets/baileys'
import { SendError } from '#channels/send-error.ts'
import { isLinked, loadAuth } from './auth.ts'
import type { Auth } from './auth.ts'
import type { Connection, ConnectionHooks } from './connection.ts'
import { afterClose, backOff } from './health.ts'
import type { WhatsAppHealth } from './health.ts'
import { createHealthBoard } from './health-board.ts'
import type { HealthBoard } from './health-board.ts'
import { loadBaileys } from './load-baileys.ts'
import type { Baileys } from './load-baileys.ts'
import { openSocket } from './open-socket.ts'
import type { Pace, WhatsAppOptions } from './options.ts'
import { createPairing } from './pairing.ts'
import type { Pairing } from './pairing.ts'
import { userOf } from './read-row.ts'
import type { OwnAccount } from './read-row.ts'
import { createStanding } from './standing.ts'
import type { Standing } from './standing.ts'
import type { OpenLine } from './send.ts'
import { chooseVersion, rememberVersion } from './version.ts'

/** The connection of one number; nothing happens before `start`. */
export class LinkedDevice implements Connection {
  readonly #options: WhatsAppOptions
  readonly #pace: Pace
  readonly #hooks: ConnectionHooks
  readonly #standing: Standing
  readonly #board: HealthBoard
  readonly #pairing: Pairing
  #baileys: Baileys | undefined
  #auth: Auth | undefined
  #socket: WASocket | undefined
  #stopped = true
  #online = false
  #leased = false
  #attempt = 0
  #since = 0
  #refreshed = false
  #version: WAVersion | undefined
  #opening: Promise<void> | undefined
  #next: NodeJS.Timeout | undefined
  #watch: NodeJS.Timeout | undefined

  constructor(options: WhatsAppOptions, pace: Pace, hooks: ConnectionHooks) {
    this.#options = options
    this.#pace = pace
    this.#hooks = hooks
    this.#standing = createStanding(options.state)
    this.#board = createHealthBoard((health) => options.onHealth?.(health))
    this.#pairing = createPairing(this.#board, options.logger)
  }

  async start(): Promise<void> {
    this.#baileys = await loadBaileys()
    this.#stopped = false
    this.#watch = setInterval(() => void this.#keepWatch(), this.#pace.lease / 3)
    this.#board.tell({ state: 'connecting', attempt: 0 })
    // Not waited for: the association's other channels must not wait for WhatsApp.
    void this.#connect()
  }

  async stop(): Promise<void> {
    this.#stopped = true
    clearInterval(this.#watch)
    clearTimeout(this.#next)
    await this.#opening
    await this.#hangUp()
    if (this.#leased) await this.#options.state.release(this.#options.holder).catch(() => undefined)
    this.#leased = false
    this.#board.tell({ state: 'stopped' })
  }

  health(): WhatsAppHealth {
    return this.#board.now()
  }

  since(): number | undefined {
    return this.#standing.since()
  }

  line(): OpenLine {
    const { lid } = this.own() ?? {}
    if (this.#online && this.#socket && this.#baileys && lid !== undefined)
      return { baileys: this.#baileys, socket: this.#socket, account: lid }
    throw new SendError('connection', `WhatsApp is not connected (${this.#board.now().state})`)
  }

  own(): OwnAccount | undefined {
    const me = this.#auth?.creds.me
    if (!me || !this.#auth || !isLinked(this.#auth.creds)) return undefined
    const phone = userOf(me.id, 's.whatsapp.net') ?? ''
    return { lid: userOf(me.lid ?? '', 'lid') ?? phone, phone }
  }

  restricted(): void {
    this.#standing.suspect(Date.now())
    this.#tellOpen()
  }

  broken(): void {
    this.#auth?.retire()
    if (this.#stopped) return
    this.#options.logger.error({ code: 'whatsapp_keys_not_stored' })
    void this.#hangUp().then(() => this.#later())
  }

  async pair(phone?: string): Promise<WhatsAppHealth> {
    if (this.#online) return this.#board.now()
    this.#pairing.begin(phone)
    clearTimeout(this.#next)
    await this.#hangUp()
    const shown = this.#pairing.shown()
    await this.#connect()
    return shown
  }

  async unpair(): Promise<void> {
    clearTimeout(this.#next)
    if (this.#online) await this.#sayGoodbye()
    else await this.#hangUp()
    await this.#forget()
    this.#board.tell({ state: 'logged_out' })
  }

  /** Without the server's answer the phone still lists us; its owner can remove us there. */
  async #sayGoodbye(): Promise<void> {
    const socket = this.#socket
    this.#socket = undefined
    this.#online = false
    this.#hooks.onClosed()
    await socket?.logout().catch(() => undefined)
  }

  /** Another connection, one at a time, where the number is ours to use. */
  #connect(): Promise<void> {
    this.#opening ??= this.#open()
      .catch(() => {
        this.#options.logger.error({ code: 'whatsapp_not_opened' })
        this.#later()
      })
      .finally(() => (this.#opening = undefined))
    return this.#opening
  }

  async #open(): Promise<void> {
    const { state, logger, url } = this.#options
    const baileys = this.#baileys
    if (this.#stopped || this.#socket || !baileys) return
    this.#leased = await state.lease(this.#options.holder, Date.now() + this.#pace.lease)
    if (!this.#leased) {
      // The watch tries again: the right may come free when its holder dies.
      this.#board.tell({ state: 'connecting', attempt: this.#attempt, waiting: true })
      return
    }
    this.#auth = await loadAuth(baileys, state, () => this.#hooks.onStored())
    await this.#standing.load()
    // What an earlier process did not finish needs no line to WhatsApp.
    if (this.own()) this.#hooks.onStored()
    const version = await chooseVersion(baileys, this.#options)
    this.#version = version
    if (this.#stopped) return
    this.#since = performance.now()
    this.#board.tell({ state: 'connecting', attempt: this.#attempt })
    this.#socket = openSocket({
      baileys,
      auth: this.#auth,
      state,
      logger,
      version,
      url,
      onUpdate: (socket, update) => this.#updated(socket, update),
      onAck: (id, code) => this.#hooks.onAck(id, code),
      onStored: () => this.#hooks.onStored(),
      onStatus: (updates) => this.#hooks.onStatus(updates),
    })
  }

  #updated(socket: WASocket, update: Partial<ConnectionState>): void {
    if (update.connection === 'close') {
      // Baileys is about to throw away the events it held back (defect 2); keys and names are among them.
      socket.ev.flush()
    }
    if (socket !== this.#socket) return
    if (update.reachoutTimeLock) {
      const { isActive, timeEnforcementEnds } = update.reachoutTimeLock
      this.#standing.told(isActive === true, timeEnforcementEnds?.getTime())
      if (this.#online) this.#tellOpen()
    }
    if (update.qr !== undefined) {
      this.#since = performance.now()
      void this.#pairing.offered(socket, update.qr)
    }
    if (update.connection === 'open') this.#opened()
    if (update.connection === 'close') this.#closed(update.lastDisconnect?.error)
  }

  #opened(): void {
    this.#online = true
    this.#attempt = 0
    this.#refreshed = false
    this.#pairing.done()
    rememberVersion(this.#options.state, this.#version)
    this.#standing.opened(Date.now())
    this.#tellOpen()
    this.#hooks.onOpen()
  }

  #closed(error: unknown): void {
    const code = codeOf(error)
    this.#socket = undefined
    this.#online = false
    this.#auth?.retire()
    this.#hooks.onClosed()
    if (this.#stopped) return
    const paired = this.#auth !== undefined && isLinked(this.#auth.creds)
    if (!paired && !this.#pairing.another(code)) return
    this.#options.logger.warn({ code: 'whatsapp_closed', status: code })
    const after = afterClose(code)
    if (after.next === 'again') this.#later(0)
    else if (after.next === 'later') this.#later()
    else if (after.next === 'stop') this.#board.tell({ state: after.state })
    else if (after.next === 'newer_version') this.#outdated()
    else if (paired) void this.#loggedOut()
    else this.#later()
  }

  /** The version may be found anew once; then a person has to give one. */
  #outdated(): void {
    if (this.#refreshed || this.#options.version) return this.#board.tell({ state: 'outdated' })
    this.#refreshed = true
    this.#later()
  }

  async #loggedOut(): Promise<void> {
    this.#board.tell({ state: 'logged_out' })
    this.#options.logger.error({ code: 'whatsapp_logged_out' })
    await this.#forget().catch(() => this.#options.logger.error({ code: 'whatsapp_not_forgotten' }))
  }

  async #forget(): Promise<void> {
    await this.#hooks.beforeForget()
    this.#auth?.retire()
    this.#auth = undefined
    await this.#options.state.forget()
  }

  #later(wait = backOff(this.#attempt, this.#pace.backOff, Math.random())): void {
    if (this.#stopped) return
    this.#attempt += 1
    this.#board.tell({ state: 'connecting', attempt: this.#attempt })
    clearTimeout(this.#next)
    this.#next = setTimeout(() => void this.#connect(), wait)
  }

  /** Keeps the right to use the number, and ends a connection that hangs (defect 16). */
  async #keepWatch(): Promise<void> {
    const { state, holder, logger } = this.#options
    const leased = await state.lease(holder, Date.now() + this.#pace.lease).catch(() => this.#leased)
    if (this.#stopped) return
    const lost = this.#leased && !leased
    this.#leased = leased
    if (lost) {
      logger.error({ code: 'whatsapp_number_taken' })
      await this.#hangUp()
      this.#board.tell({ state: 'connecting', attempt: this.#attempt, waiting: true })
    } else if (leased && 'waiting' in this.#board.now()) await this.#connect()
    const now = performance.now()
    const slow = this.#socket && !this.#online && now - this.#since > this.#pace.login
    if (slow || this.#hooks.oldestSend(now) > this.#pace.stuck) {
      logger.error({ code: 'whatsapp_stuck' })
      await this.#hangUp()
      this.#later()
    }
    if (this.#online) this.#tellOpen()
  }

  /** Ends the socket, and hears nothing more of it. */
  async #hangUp(): Promise<void> {
    const socket = this.#socket
    this.#socket = undefined
    // What was held back may hold the number of the next pre-key.
    socket?.ev.flush()
    this.#auth?.retire()
    if (this.#online) this.#hooks.onClosed()
    this.#online = false
    await socket?.end(undefined).catch(() => undefined)
  }

  #tellOpen(): void {
    const restricted = this.#standing.restriction(Date.now())
    this.#board.tell(restricted ? { state: 'restricted', ...restricted } : { state: 'open' })
  }
}

/** The close code inside an error of Baileys; 0 where it holds none. */
function codeOf(error: unknown): number {
  const { output } = (error ?? {}) as { readonly output?: { readonly statusCode?: number } }
  return output?.statusCode ?? 0
}
