import { describe, expect, it } from 'vitest'
import { safeFileName } from '#runner/uploads/file-name.ts'

describe('the name of a file', () => {
  it.each([
    ['تقرير طبي.pdf', 'تقرير طبي.pdf'],
    ['../../../etc/passwd', 'passwd'],
    ['..\\..\\windows\\win.ini', 'win.ini'],
    ['/', 'file'],
    ['..', 'file'],
    ['', 'file'],
    ['.htaccess', 'htaccess'],
    ['photo\u202Egpj.exe', 'photogpj.exe'],
    ['a\u0000b\nc\u200Bd\u2066e.pdf', 'abcde.pdf'],
    ['a<b>:"|?*.pdf', 'a b .pdf'],
    [`${'ط'.repeat(300)}.pdf`, `${'ط'.repeat(116)}.pdf`],
    ['😀'.repeat(200), '😀'.repeat(120)],
  ])('%j is shown as %j', (given, shown) => {
    expect(safeFileName(given)).toBe(shown)
  })
})
