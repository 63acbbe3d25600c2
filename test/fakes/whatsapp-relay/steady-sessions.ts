import { AsyncLocalStorage } from 'node:async_hooks'
import { DEFAULT_CONNECTION_CONFIG } from '@whiskeysockets/baileys'
import type { SignalKeyStoreWithTransaction, UserFacingSocketConfig } from '@whiskeysockets/baileys'

/**
 * Keeps a phone from spoiling its own sessions: Baileys rc14 encrypts inside the transaction of a whole send, under
 * another lock than decryption, so that who answers while a message comes in overwrites one session with another.
 * WhatsApp's own apps do not; nor may the people of a test that holds a bot to account for every message.
 */
export const STEADY_SESSIONS: Pick<UserFacingSocketConfig, 'makeSignalRepository'> = {
  makeSignalRepository(auth, logger, lookUp) {
    const base = DEFAULT_CONNECTION_CONFIG.makeSignalRepository(auth, logger, lookUp)
    const keys = auth.keys as SignalKeyStoreWithTransaction
    const outside = AsyncLocalStorage.snapshot()
    const alone = <T>(work: () => Promise<T>): Promise<T> => outside(() => keys.transaction(work, 'signal'))
    return {
      ...base,
      decryptMessage: (given) => alone(() => base.decryptMessage(given)),
      encryptMessage: (given) => alone(() => base.encryptMessage(given)),
      injectE2ESession: (given) => alone(() => base.injectE2ESession(given)),
      deleteSession: (jids) => alone(() => base.deleteSession(jids)),
      migrateSession: (from, to) => alone(() => base.migrateSession(from, to)),
    }
  },
}
