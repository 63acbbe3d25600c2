import { encode } from 'uqr'

/** Empty modules around a code: phones find it by them. */
const BORDER = 2
const HALVES = [' ', '▄', '▀', '█'] as const

/**
 * A QR code as lines for a terminal, two rows of modules a line. Dark stays dark whatever the terminal's colours:
 * phones read a reversed code badly.
 */
export function drawQr(text: string): string[] {
  const { data } = encode(text, { border: BORDER })
  const lines: string[] = []
  for (let row = 0; row < data.length; row += 2) {
    const upper = data[row] ?? []
    const lower = data[row + 1] ?? []
    const cells = upper.map((dark, at) => HALVES[(dark ? 2 : 0) + (lower[at] === true ? 1 : 0)] ?? ' ')
    lines.push(`\u001B[30;47m${cells.join('')}\u001B[0m`)
  }
  return lines
}
