import { describe, expect, it } from 'vitest'
import { readAnswer } from '#language/readers.ts'

const TODAY = { today: '2026-03-01' }
const MIB = 1024 * 1024

const hex = (text: string): string => Buffer.from(text, 'latin1').toString('hex')
const file = (magic: string, bytes = 1000, name = 'file', mime = 'application/octet-stream'): string =>
  JSON.stringify({ name, mime, bytes, magic })

describe('a document is judged by its content', () => {
  it.each([
    ['a PDF', hex('%PDF-1.7'), 'application/pdf'],
    ['a PDF after a byte order mark', `efbbbf${hex('%PDF-')}`, 'application/pdf'],
    ['a JPEG', 'ffd8ffe000104a464946', 'image/jpeg'],
    ['a JPEG in capitals', 'FFD8FFE1', 'image/jpeg'],
    ['a PNG', '89504e470d0a1a0a0000000d49484452', 'image/png'],
  ])('takes %s', (_, magic, mime) => {
    expect(readAnswer('document', file(magic), TODAY)).toMatchObject({ ok: true, value: mime })
  })

  it('believes neither the name nor the claimed type', () => {
    expect(readAnswer('document', file('ffd8ffe0', 9, 'a.pdf', 'application/pdf'), TODAY)).toMatchObject({
      value: 'image/jpeg',
    })
    expect(readAnswer('document', file('4d5a9000', 9, 'a.pdf', 'application/pdf'), TODAY).ok).toBe(false)
  })

  it.each([
    ['heic', `00000018${hex('ftypheic')}`],
    ['heic', `00000018${hex('ftypmif1')}`],
    ['picture', `0000001c${hex('ftypavif')}`],
    ['picture', hex('GIF89a')],
    ['picture', '49492a00'],
    ['webp', `${hex('RIFF')}00000000${hex('WEBP')}`],
    ['svg', hex('<svg xmlns="http')],
    ['svg', hex('<?xml version="1.0"?><svg')],
    ['office', 'd0cf11e0a1b11ae1'],
    ['office', `504b0304140006000800${hex('[Content_Types].xml')}`],
    ['office', hex('{\\rtf1')],
    ['archive', '504b030414000000'],
    ['archive', '526172211a0700'],
    ['archive', '377abcaf271c'],
    ['archive', '1f8b08'],
    ['video', `00000018${hex('ftypisom')}`],
    ['video', `00000014${hex('ftypqt  ')}`],
    ['video', '1a45dfa3'],
    ['voice', hex('OggS')],
    ['voice', `0000001c${hex('ftypM4A ')}`],
    ['voice', hex('#!AMR\n')],
    ['voice', hex('ID3')],
    ['unknown', '4d5a9000'],
    ['unknown', hex('<!DOCTYPE html>')],
    ['unknown', hex('plain words')],
  ])('names a %s and says what to send instead', (kind, magic) => {
    expect(readAnswer('document', file(magic), TODAY)).toMatchObject({
      ok: false,
      problem: `document_${kind}`,
      hint: expect.stringContaining('PDF'),
    })
  })

  it('knows an Office file without its contents by its name only to say so', () => {
    expect(readAnswer('document', file('504b030414', 9, 'تقرير.docx'), TODAY)).toMatchObject({
      problem: 'document_office',
    })
  })

  it('takes 10 MiB and no byte more', () => {
    expect(readAnswer('document', file('ffd8ff', 10 * MIB), TODAY).ok).toBe(true)
    expect(readAnswer('document', file('ffd8ff', 10 * MIB + 1), TODAY)).toMatchObject({
      problem: 'document_too_large',
    })
  })

  it.each([file('', 0), file('ffd8ff', 0), file('ffd8ff', -1), file('ffd8ff', 1.5)])(
    'finds %s empty',
    (facts) => {
      expect(readAnswer('document', facts, TODAY)).toMatchObject({ problem: 'document_empty' })
    },
  )

  it.each(['', 'صورة الهوية', '{', '[]', 'null', '{"magic":5}', '{"magic":"ffd8ff","bytes":"9"}'])(
    'takes no words for a file: %s',
    (words) => {
      expect(readAnswer('document', words, TODAY)).toMatchObject({ problem: 'document_missing' })
    },
  )
})

describe('a voice note', () => {
  it.each([
    ['audio/ogg', hex('OggS'), 'audio/ogg; codecs=opus'],
    ['audio/mpeg', hex('ID3'), ''],
    ['audio/mp4', `0000001c${hex('ftypM4A ')}`, ''],
    ['audio/amr', hex('#!AMR\n'), ''],
    ['audio/wav', `${hex('RIFF')}00000000${hex('WAVE')}`, ''],
    ['audio/webm', '1a45dfa3', 'audio/webm'],
  ])('%s', (mime, magic, claimed) => {
    expect(readAnswer('voice', file(magic, 1000, 'v', claimed), TODAY)).toMatchObject({
      ok: true,
      value: mime,
    })
  })

  it('is neither a video nor a picture nor words', () => {
    for (const magic of ['1a45dfa3', 'ffd8ff', `00000018${hex('ftypisom')}`]) {
      expect(readAnswer('voice', file(magic, 9, 'v', 'video/mp4'), TODAY)).toMatchObject({
        problem: 'voice_missing',
      })
    }
    expect(readAnswer('voice', 'مرحبا', TODAY)).toMatchObject({ problem: 'voice_missing' })
    expect(readAnswer('voice', file(hex('OggS'), 17 * MIB), TODAY)).toMatchObject({
      problem: 'voice_too_large',
    })
  })
})
