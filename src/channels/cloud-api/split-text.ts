import { fitText } from '#channels/fit-text.ts'

const graphemes = new Intl.Segmenter('ar', { granularity: 'grapheme' })

/**
 * A text in at most `pieces` pieces of at most `max` units: at paragraphs where it can be, else at lines, else
 * between letters. What does not fit is cut from the last one.
 */
export function splitText(text: string, max: number, pieces: number): string[] {
  if (text.length <= max || pieces === 1) return [fitText(text, max)]
  const end = paragraphBorder(text, max)
  const rest = text.slice(end).replace(/^\n+/, '')
  const first = text.slice(0, end)
  return rest === '' ? [first] : [first, ...splitText(rest, max, pieces - 1)]
}

function paragraphBorder(text: string, max: number): number {
  for (const border of ['\n\n', '\n']) {
    const at = text.lastIndexOf(border, max)
    // A border far from the end would waste one of few pieces.
    if (at > max / 4) return at
  }
  // What begins with the letter over the border stands in the next piece, whole.
  const letter = graphemes.segment(text.slice(0, max + 2)).containing(max)?.index ?? max
  return letter > 0 ? letter : max
}
