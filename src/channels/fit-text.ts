const graphemes = new Intl.Segmenter('ar', { granularity: 'grapheme' })

/** A text of at most `limit` UTF-16 units, cut between letters as people see them, with an ellipsis where cut. */
export function fitText(text: string, limit: number): string {
  if (text.length <= limit) return text
  const border = graphemes.segment(text).containing(limit - 1)?.index ?? limit - 1
  return `${text.slice(0, border)}…`
}
