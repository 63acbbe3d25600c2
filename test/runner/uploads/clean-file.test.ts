import { deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { cleanFile } from '#runner/uploads/clean-file.ts'
import { cleanPdf } from '#runner/uploads/clean-pdf.ts'
import {
  OGG,
  PLANTED_PLACE,
  drawing,
  moving,
  objectStream,
  packed,
  pagePdf,
  pdfOf,
  photograph,
  pixelBomb,
} from '../../fakes/hostile-files.ts'

const clean = (bytes: Uint8Array, name = 'paper', mime = 'application/octet-stream') =>
  cleanFile(bytes, { name, mime })

const problemOf = async (bytes: Uint8Array, name?: string, mime?: string) => {
  const outcome = await clean(bytes, name, mime)
  return outcome.kept ? `kept as ${outcome.mime}` : outcome.problem
}

async function kept(bytes: Uint8Array, name?: string, mime?: string) {
  const outcome = await clean(bytes, name, mime)
  if (!outcome.kept) throw new Error(`not kept: ${outcome.problem}`)
  return { ...outcome, text: Buffer.from(outcome.bytes).toString('latin1') }
}

describe('a picture', () => {
  it('is kept without its place, its comments and its colour profile, and upright', async () => {
    const before = await photograph(400, 300)
    expect(before.toString('latin1')).toContain(PLANTED_PLACE)
    const { bytes, mime, text } = await kept(before)
    expect(mime).toBe('image/jpeg')
    expect(text).not.toContain(PLANTED_PLACE)
    expect(text).not.toContain('Exif')
    expect(await sharp(bytes).metadata()).toMatchObject({ format: 'jpeg', width: 300, height: 400 })
  })

  it.each([
    ['an archive', Buffer.from('PK\x03\x04 evil.exe PK\x05\x06')],
    ['a page with a script', Buffer.from('<html><script>alert(1)</script></html>')],
  ])('is kept without %s behind it', async (_, tail) => {
    const { bytes, text } = await kept(Buffer.concat([await photograph(), tail]))
    expect(text).not.toContain(tail.toString('latin1'))
    expect((await sharp(bytes).metadata()).format).toBe('jpeg')
  })

  it.each(['png', 'webp', 'gif'] as const)('of the kind %s becomes a JPEG on white', async (format) => {
    const { bytes } = await kept(await drawing(format))
    const { data } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true })
    expect([data[0], data[1], data[2]]).toEqual([255, 255, 255])
  })

  it('that moves is kept as its first frame', async () => {
    const { bytes } = await kept(await moving())
    expect(await sharp(bytes).metadata()).toMatchObject({ width: 60, height: 40 })
  })

  it('that is very large is kept smaller, a small one as it is', async () => {
    const { bytes } = await kept(await photograph(5000, 1000))
    expect(await sharp(bytes).metadata()).toMatchObject({ width: 600, height: 3000 })
  })

  it('that says it has more pixels than a memory holds is refused before it is opened', async () => {
    const bomb = pixelBomb(60_000, 60_000)
    expect(bomb.length).toBeLessThan(500)
    expect(await problemOf(bomb)).toBe('document_too_large')
    expect(await problemOf(pixelBomb(7100, 7100))).toBe('document_too_large')
  })

  it('that ends too early, or is only a beginning, is refused as damaged', async () => {
    const whole = await sharp(await photograph(900, 700))
      .jpeg({ quality: 100 })
      .toBuffer()
    expect(await problemOf(whole.subarray(0, whole.length / 2))).toBe('document_damaged')
    expect(await problemOf(Buffer.from('ffd8ff', 'hex'))).toBe('document_damaged')
    const png = await drawing('png')
    expect(await problemOf(png.subarray(0, png.length - 30))).toBe('document_damaged')
    expect(await problemOf(pixelBomb(300, 300))).toBe('document_damaged')
  })
})

describe('what is no paper', () => {
  it.each([
    ['an empty file', Buffer.alloc(0), 'document_empty'],
    ['a drawing with a script', Buffer.from('<svg onload="alert(1)">'), 'document_svg'],
    ['the same behind a declaration', Buffer.from('<?xml version="1.0"?><svg/>'), 'document_svg'],
    ['a web page', Buffer.from('<!doctype html><script>alert(1)</script>'), 'document_unknown'],
    ['a program', Buffer.from('MZ\x90\0\x03'), 'document_unknown'],
    ['an archive', Buffer.from('PK\x03\x04aaaaaaaaaaaaaaaaaa'), 'document_archive'],
    ['a picture of an iPhone', Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'), 'document_heic'],
    ['a video', Buffer.from('\0\0\0\x18ftypmp42\0\0\0\0isommp42', 'latin1'), 'document_video'],
  ])('%s is refused, whatever it is called', async (_, bytes, problem) => {
    expect(await problemOf(bytes, 'drawing.svg')).toBe(problem)
    expect(await problemOf(bytes, 'paper.svg', 'image/jpeg')).toBe(problem)
  })

  it('and a picture is a picture, whatever it is called', async () => {
    expect(await problemOf(await photograph(), 'notes.exe', 'text/html')).toBe('kept as image/jpeg')
    expect(await problemOf(pagePdf(), 'photo.jpg', 'image/jpeg')).toBe('kept as application/pdf')
  })
})

describe('a PDF', () => {
  it('of one page is kept byte for byte', async () => {
    const { bytes, mime } = await kept(pagePdf())
    expect(mime).toBe('application/pdf')
    expect(Buffer.from(bytes)).toEqual(pagePdf())
  })

  it.each([
    ['page', pagePdf('/OpenAction [3 0 R /Fit]')],
    ['page by an action', pagePdf('/OpenAction << /S /GoTo /D [3 0 R /Fit] >>')],
    ['page by a reference', pagePdf('/OpenAction 5 0 R', '<< /S /GoTo /D [3 0 R /Fit] >>')],
    ['page by a packed object', pagePdf('/OpenAction 20 0 R', objectStream(['<< /S /GoTo /D [3 0 R] >>']))],
  ])('that opens at a %s is kept', async (_, bytes) => {
    expect(await problemOf(bytes)).toBe('kept as application/pdf')
  })

  it('with packed objects, links and photographs is kept', async () => {
    const photo = await photograph()
    const image = {
      dictionary: '<< /Subtype /Image /Filter /DCTDecode >>',
      stream: Buffer.concat([photo, Buffer.from('/JS (by chance) /XFA ')]),
    }
    const pixels = packed('/Subtype /Image /Width 3 /Height 1', Buffer.from('/JS/JS/JS'))
    const link = '<< /Subtype /Link /A << /S /URI /URI (https://example.org) >> >>'
    expect(await problemOf(pagePdf('', image, pixels, objectStream([link, '<< /Title (x) >>'])))).toBe(
      'kept as application/pdf',
    )
  })

  it('loses what was appended to it', async () => {
    const { bytes } = await kept(Buffer.concat([pagePdf(), Buffer.from('PK\x03\x04 evil PK\x05\x06')]))
    expect(Buffer.from(bytes)).toEqual(pagePdf())
  })

  const script = '<< /S /JavaScript /JS (app.alert\\(1\\)) >>'
  it.each<[string, Buffer]>([
    ['a script on opening', pagePdf('/OpenAction 5 0 R', script)],
    ['a script somewhere', pagePdf('', script)],
    ['a script with letters in disguise', pagePdf('', '<< /S /J#61v#61Script /#4A#53 (x) >>')],
    ['a script wholly in disguise', pagePdf('', '<< /S /#4a#61#76#61#53#63#72#69#70#74 >>')],
    ['a script of a film', pagePdf('', '<< /S /Rendition /JS (x) >>')],
    ['a short name only', pagePdf('/Names << /JS (x) >>')],
    ['a packed script', pagePdf('', objectStream(['<< /Title (x) >>', script]))],
    ['a packed script in disguise', pagePdf('', objectStream(['<< /S /Java#53cript /J#53 (x) >>']))],
    ['a packed short name', pagePdf('', objectStream(['<< /JS 9 0 R >>']))],
    ['a program to start', pagePdf('', '<< /S /Launch /F (cmd.exe) >>')],
    ['a file inside', pagePdf('/Names << /EmbeddedFiles 5 0 R >>', packed('/Type /EmbeddedFile', 'MZ'))],
    ['a packed file inside', pagePdf('', objectStream(['<< /EF << /F 9 0 R >> /Type /EmbeddedFile >>']))],
    ['a film', pagePdf('', '<< /Subtype /RichMedia >>')],
    ['a form of scripts', pagePdf('/AcroForm << /XFA 5 0 R >>', packed('', '<xdp/>'))],
    ['a way to another site on opening', pagePdf('/OpenAction << /S /URI /URI (http://x) >>')],
    ['the same behind a harmless one', pagePdf('/OpenAction [3 0 R] /OpenAction << /S /URI >>')],
    ['the same by a reference', pagePdf('/OpenAction 5 0 R', '<< /S /URI /URI (http://x) >>')],
    ['the same, packed', pagePdf('/OpenAction 20 0 R', objectStream(['<< /S /URI /URI (http://x) >>']))],
    ['the same, in a packed catalogue', pagePdf('', objectStream(['<< /OpenAction << /S /URI >> >>']))],
  ])('with %s is refused', async (_, bytes) => {
    expect(await problemOf(bytes)).toBe('document_unsafe')
  })

  it.each<[string, Buffer]>([
    ['under a false type', pagePdf('', packed('/N 1 /First 5', `20 0 ${script}`))],
    ['without a word about it', pagePdf('', packed('', `20 0 ${script}`))],
    ['that calls itself a picture', pagePdf('', packed('/Subtype /Image /N 1 /First 5', `20 0 ${script}`))],
    [
      'behind a stream in a string',
      pagePdf('', {
        dictionary: '<< /X (\nstream\nendstream) /Type /ObjStm /N 1 /First 5 /Filter /FlateDecode >>',
        stream: deflateSync(`20 0 ${script}`),
      }),
    ],
    [
      'behind a packed stream in a string',
      pagePdf('', {
        dictionary: `<< /Type /ObjStm /N 1 /First 5 /X (\nstream\n${deflateSync('x').toString('latin1')}) >>`,
        stream: deflateSync(`20 0 ${script}`),
      }),
    ],
    [
      'with a wrong checksum',
      pagePdf('', {
        dictionary: '<< /Type /ObjStm /N 1 /First 5 /Filter /FlateDecode >>',
        stream: Buffer.concat([deflateSync(`20 0 ${script}`).subarray(0, -4), Buffer.from('????')]),
      }),
    ],
    [
      'in an unusual packing',
      pagePdf('', {
        dictionary: '<< /Type /ObjStm /N 1 /First 5 /Filter [/ASCIIHexDecode /FlateDecode] >>',
        stream: Buffer.from(`${deflateSync(`20 0 ${script}`).toString('hex')}>`),
      }),
    ],
    [
      'inside what looks like packed bytes',
      pagePdf('', {
        dictionary: '<< /Filter /FlateDecode >>',
        stream: deflateSync(`x\n30 0 obj\n${script}\nendobj\n`, { level: 0 }),
      }),
    ],
  ])('with a packed script %s is refused', async (_, bytes) => {
    expect(await problemOf(bytes)).toBe('document_unsafe')
  })

  it('that unpacks to more than a memory holds is refused', async () => {
    const bomb = pagePdf('', packed('/Type /ObjStm /N 1 /First 5', Buffer.alloc(80 * 1024 * 1024, '1 ')))
    expect(bomb.length).toBeLessThan(200_000)
    expect(await problemOf(bomb)).toBe('document_unsafe')
  })

  it('that takes too long to look through, or breaks us, is refused', async () => {
    expect(await cleanPdf(pagePdf(), 0)).toEqual({ kept: false, problem: 'document_damaged' })
    const numbers = packed('/Type /ObjStm /N 1 /First 5', Buffer.alloc(30_000_000, '1 1 '))
    expect((await cleanPdf(pagePdf('/OpenAction 5 0 R', numbers))).kept).toBe(false)
    const actions = Array.from({ length: 40 }, () => '/OpenAction 5 0 R').join(' ')
    expect(await problemOf(pagePdf(actions))).toBe('document_unsafe')
  })

  it('is looked through beside the conversations: the loop goes on meanwhile', async () => {
    const slow = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(9_000_000, '/a'), pagePdf()])
    let ticks = 0
    const ticking = setInterval(() => (ticks += 1), 1)
    const outcome = await cleanPdf(slow)
    clearInterval(ticking)
    expect(outcome.kept).toBe(true)
    expect(ticks).toBeGreaterThan(5)
  })

  it('that is locked is refused as such', async () => {
    const locked = pdfOf(['<< /Type /Catalog >>', '<< /Filter /Standard /V 2 >>'], '/Encrypt 2 0 R')
    expect(await problemOf(locked)).toBe('document_locked')
  })

  it('that is cut off, or only a first line, is refused as damaged', async () => {
    const whole = pagePdf()
    expect(await problemOf(whole.subarray(0, whole.length - 40))).toBe('document_damaged')
    expect(await problemOf(Buffer.from('%PDF-1.7\n'))).toBe('document_damaged')
    const added = Buffer.concat([whole, Buffer.from('9 0 obj\n<< >>\nendobj\n')])
    expect(await problemOf(added)).toBe('document_damaged')
  })

  it('larger than a paper needs is refused', async () => {
    expect(await problemOf(Buffer.concat([Buffer.alloc(10 * 1024 * 1024, ' '), pagePdf()]))).not.toContain(
      'kept',
    )
    const heavy = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(11e6, ' '), pagePdf()])
    expect(await problemOf(heavy)).toBe('document_too_large')
  })
})

describe('a voice note', () => {
  const mp4 = (more: string) => Buffer.from(`\0\0\0\x18ftypM4A \0\0\0\0${more}`, 'latin1')
  const webm = (more: string) => Buffer.from(`\x1a\x45\xdf\xa3 webm ${more}`, 'latin1')

  it.each<[string, Buffer, string]>([
    ['audio/ogg', OGG, ''],
    ['audio/mp4', mp4('hdlr\0\0\0\0\0\0\0\0soun'), ''],
    ['audio/mpeg', Buffer.from('ID3\x04rest'), ''],
    ['audio/webm', webm('A_OPUS'), 'audio/webm;codecs=opus'],
    ['audio/amr', Buffer.from('#!AMR\nrest'), ''],
  ])('%s is kept as it is', async (mime, bytes, claimed) => {
    const outcome = await kept(bytes, 'voice', claimed)
    expect(outcome.mime).toBe(mime)
    expect(Buffer.from(outcome.bytes)).toEqual(bytes)
  })

  it('is none where there are moving pictures in it', async () => {
    expect(await problemOf(webm('V_VP9'), 'voice', 'audio/webm')).toBe('document_video')
    expect(await problemOf(mp4('hdlr\0\0\0\0\0\0\0\0vide'))).toBe('document_video')
    expect(await problemOf(webm('A_OPUS'), 'film', 'video/webm')).toBe('document_video')
  })

  it('longer than any platform takes is refused', async () => {
    expect(await problemOf(Buffer.concat([OGG, Buffer.alloc(17 * 1024 * 1024)]))).toBe('voice_too_large')
  })

  it('of studio sound is refused', async () => {
    expect(await problemOf(Buffer.from('RIFF\0\0\0\0WAVEfmt '))).toBe('document_voice')
  })
})
