import type * as baileys from '@whiskeysockets/baileys'
import { silenceLibsignal } from './silence.ts'

/** Baileys as loaded: a value, because it is loaded only where WhatsApp is on (its libsignal is GPL-3.0). */
export type Baileys = typeof baileys

let loading: Promise<Baileys> | undefined

/** Loads Baileys once, libsignal silenced before. */
export function loadBaileys(): Promise<Baileys> {
  silenceLibsignal()
  loading ??= import('@whiskeysockets/baileys')
  return loading
}
