import type { Desk } from '../desk.ts'

const MASK = /\[(name|number|email|link|account)\]/g

/** A masked text with its masks in words of the page. */
export function unmasked({ word }: Desk, text: string): string {
  return text.replaceAll(MASK, (_whole, kind: string) => word(`masked.${kind}`))
}

/** A masked text without its masks, to begin an example with. */
export function withoutMasks(text: string): string {
  return text.replaceAll(MASK, ' ').replaceAll(/\s+/g, ' ').trim()
}
