import { crc32, deflateSync } from 'node:zlib'
import sharp from 'sharp'

/** Places on earth as cameras write them down, planted to be looked for afterwards. */
const PLANTED = 'PLANTED-GPS-24.7136N-46.6753E'

/** A photograph as a phone takes it: turned on its side, with a place and a comment inside. */
export function photograph(width = 400, height = 300): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: '#7fa090' } })
    .withMetadata({ orientation: 6 })
    .withExifMerge({ IFD0: { Copyright: PLANTED }, IFD3: { GPSAreaInformation: PLANTED } })
    .jpeg()
    .toBuffer()
}

/** What must be gone of a photograph when it is kept. */
export const PLANTED_PLACE = PLANTED

/** A drawing with sharp edges and a see-through ground. */
export function drawing(format: 'png' | 'webp' | 'gif' = 'png'): Promise<Buffer> {
  const picture = sharp({ create: { width: 60, height: 40, channels: 4, background: '#00000000' } })
  return picture.toFormat(format).toBuffer()
}

/** A GIF of two frames. */
export async function moving(): Promise<Buffer> {
  const frames = [
    await drawing('png'),
    await sharp(await drawing('png'))
      .negate()
      .png()
      .toBuffer(),
  ]
  return sharp(frames, { join: { animated: true } })
    .gif()
    .toBuffer()
}

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type), data])
  const whole = Buffer.alloc(body.length + 8)
  whole.writeUInt32BE(data.length, 0)
  body.copy(whole, 4)
  whole.writeUInt32BE(crc32(body), body.length + 4)
  return whole
}

/** A PNG of a few hundred bytes that says it is this large. */
export function pixelBomb(width: number, height: number): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(10_000))),
    chunk('IEND', new Uint8Array()),
  ])
}

/** One object of a PDF: its dictionary, and the bytes of its stream where it has one. */
export interface PdfObject {
  readonly dictionary: string
  readonly stream?: Uint8Array
}

/** Writes a PDF of these objects, numbered from 1; the first is the catalogue. */
export function pdfOf(objects: readonly (string | PdfObject)[], trailer = ''): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1')]
  const offsets: number[] = []
  const length = (): number => parts.reduce((sum, part) => sum + part.length, 0)
  for (const [at, object] of objects.entries()) {
    const { dictionary, stream } = typeof object === 'string' ? { dictionary: object } : object
    offsets.push(length())
    parts.push(Buffer.from(`${at + 1} 0 obj\n${dictionary}\n`, 'latin1'))
    if (stream) parts.push(Buffer.from('stream\n'), Buffer.from(stream), Buffer.from('\nendstream\n'))
    parts.push(Buffer.from('endobj\n'))
  }
  const start = length()
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}`
  const end = `${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${trailer} >>\nstartxref\n${start}\n%%EOF\n`
  return Buffer.concat([...parts, Buffer.from(end, 'latin1')])
}

/** A packed stream under a dictionary of its own entries. */
export function packed(entries: string, content: string | Uint8Array): PdfObject {
  const stream = deflateSync(content)
  return { dictionary: `<< ${entries} /Filter /FlateDecode /Length ${stream.length} >>`, stream }
}

/** An object stream that holds objects from number 20 on. */
export function objectStream(objects: readonly string[], more = ''): PdfObject {
  let offset = 0
  const pairs = objects.map((object, at) => {
    const pair = `${20 + at} ${offset}`
    offset += object.length + 1
    return pair
  })
  const header = `${pairs.join(' ')} `
  const entries = `/Type /ObjStm /N ${objects.length} /First ${header.length} ${more}`
  return packed(entries, header + objects.join('\n'))
}

const PAGES = '<< /Type /Pages /Kids [3 0 R] /Count 1 >>'
const PAGE = '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R >>'
const CONTENT = packed('', '1 0 0 1 20 100 cm BT /F1 12 Tf (a report) Tj ET')

/** A harmless PDF of one page, its catalogue with these entries, and these objects from number 5 on. */
export function pagePdf(catalogue = '', ...more: readonly (string | PdfObject)[]): Buffer {
  return pdfOf([`<< /Type /Catalog /Pages 2 0 R ${catalogue} >>`, PAGES, PAGE, CONTENT, ...more])
}

/** Sound as a browser records it, as far as its first bytes tell. */
export const OGG = Buffer.concat([
  Buffer.from('OggS\0\x02'),
  Buffer.alloc(22),
  Buffer.from('\x01\x13OpusHead'),
  Buffer.alloc(200),
])
