/** What a spreadsheet would take for a formula (OWASP, CSV Injection); full-width signs too, which some fold. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/

/** Lines of a file for spreadsheets (RFC 4180), with the mark by which they know UTF-8; no cell is ever a formula. */
export function csvFile(lines: readonly (readonly string[])[]): string {
  return `\uFEFF${lines.map((cells) => cells.map(cell).join(',')).join('\r\n')}\r\n`
}

function cell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
