const ELLIPSIS = '…'

const graphemes = new Intl.Segmenter('ar', { granularity: 'grapheme' })

/** A text of at most `max` UTF-16 units, ending in `…` where something was left out, no letter cut in two. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text
  return text.slice(0, borderBefore(text, max - ELLIPSIS.length)) + ELLIPSIS
}

/** The greatest border between letters at or before `max`; more than 0 for a `max` of 2 or more. */
export function borderBefore(text: string, max: number): number {
  if (text.length <= max) return text.length
  let border = 0
  // Two units more than needed: whether there is a border at `max` depends on the code point after it.
  for (const { index, segment } of graphemes.segment(text.slice(0, max + 2))) {
    const end = index + segment.length
    if (end > max) break
    border = end
  }
  if (border > 0) return border
  // One "letter" longer than the whole limit (a pile of combining marks): at least no surrogate pair is broken.
  const unit = text.charCodeAt(max - 1)
  return unit >= 0xd800 && unit <= 0xdbff ? max - 1 : max
}

/**
 * A text in at most `pieces` pieces of at most `max` units: at paragraphs where it can be, else at lines, else
 * between letters. What does not fit is cut from the last one.
 */
export function split(text: string, max: number, pieces: number): string[] {
  if (text.length <= max || pieces === 1) return [cut(text, max)]
  const end = paragraphBorder(text, max)
  const rest = text.slice(end).replace(/^\n+/, '')
  const first = text.slice(0, end)
  return rest === '' ? [first] : [first, ...split(rest, max, pieces - 1)]
}

function paragraphBorder(text: string, max: number): number {
  for (const border of ['\n\n', '\n']) {
    const at = text.lastIndexOf(border, max)
    // A border far from the end would waste one of few pieces.
    if (at > max / 4) return at
  }
  return borderBefore(text, max)
}
