import type { WASocket } from '@whiskeysockets/baileys'
import type { WhatsAppHealth } from './health.ts'
import type { HealthBoard } from './health-board.ts'
import type { WhatsAppLogger } from './options.ts'

/** Rounds of QR codes (about two and a half minutes each) before nobody is expected to scan any more. */
const ROUNDS = 3
/** How long the server may take to give a QR or pairing code. */
const PATIENCE = 9_000

/** The linking of a phone, over as many sockets as it takes. */
export interface Pairing {
  /** Somebody wants to link: by QR code, or by a code to type on the phone with this number (digits only). */
  begin(phone: string | undefined): void
  /** Resolves when there is something to show, or with what there is when that takes too long. */
  shown(): Promise<WhatsAppHealth>
  /** The server offers a QR code on a socket. */
  offered(socket: WASocket, qr: string): Promise<void>
  /** A socket closed before a phone was linked; whether to offer another. */
  another(code: number): boolean
  /** The phone is linked. */
  done(): void
}

/** The pairing of one number; it shows its codes on a board. */
export function createPairing(board: HealthBoard, logger: WhatsAppLogger): Pairing {
  let phone: string | undefined
  let rounds = 0
  let asked: WASocket | undefined
  return {
    begin(given) {
      phone = given
      rounds = 0
    },
    shown() {
      const wanted = phone === undefined ? 'qr' : 'code'
      return board.until((health) => health.state === 'open' || wanted in health, PATIENCE)
    },
    async offered(socket, qr) {
      if (phone === undefined) return board.tell({ state: 'pairing', qr })
      // One code a socket: a second one would make the first worthless while it is being typed.
      if (asked === socket) return
      asked = socket
      try {
        const code = await socket.requestPairingCode(phone)
        if (asked === socket) board.tell({ state: 'pairing', code })
      } catch {
        logger.warn({ code: 'whatsapp_no_pairing_code' })
      }
    },
    another(code) {
      // 515 follows a phone's consent at once.
      if (code === 515) return true
      rounds += 1
      if (rounds < ROUNDS) return true
      board.tell({ state: 'pairing' })
      return false
    },
    done() {
      phone = undefined
      rounds = 0
    },
  }
}
