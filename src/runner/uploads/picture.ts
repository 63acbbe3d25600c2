import type { Sharp, SharpConstructor, SharpOptions } from 'sharp'
import { refuse } from './cleaned.ts'
import type { Cleaned, Refused } from './cleaned.ts'
import { createQueue } from './queue.ts'

/** Pixels of a picture that is opened: more than any phone takes, and a bound on the memory it needs. */
const MOST_PIXELS = 50_000_000
/** The longer side of a kept picture: an A4 page at about 250 dots per inch. */
const LONGEST_SIDE = 3_000
const QUALITY = 82
const SECONDS = 30

/** A picture of 50 million pixels takes some 200 MB while it is opened, so that few are opened at once. */
const queue = createQueue(2)
let loaded: Promise<SharpConstructor> | undefined

/** Opened with the first picture: the start of the program need not wait for it. */
async function openSharp(): Promise<SharpConstructor> {
  const { default: sharp } = await import('sharp')
  sharp.concurrency(1)
  sharp.cache(false)
  // Of all that libvips can read (SVG, PDF, TIFF, …) only these are ever handed to it.
  sharp.block({ operation: ['VipsForeignLoad'] })
  sharp.unblock({
    operation: [
      'VipsForeignLoadJpegBuffer',
      'VipsForeignLoadPngBuffer',
      'VipsForeignLoadWebpBuffer',
      'VipsForeignLoadNsgifBuffer',
    ],
  })
  return sharp
}

const READING: SharpOptions = {
  limitInputPixels: MOST_PIXELS,
  // A picture that ends too early shows half a paper.
  failOn: 'error',
  sequentialRead: true,
  // Of a moving picture, the first frame.
  pages: 1,
}

/** The MIME type of a picture that can be opened here, by its first bytes. */
export function pictureMime(magic: string): string | undefined {
  if (magic.startsWith('ffd8ff')) return 'image/jpeg'
  if (magic.startsWith('89504e470d0a1a0a')) return 'image/png'
  if (/^52494646.{8}57454250/.test(magic)) return 'image/webp'
  return /^474946383[79]61/.test(magic) ? 'image/gif' : undefined
}

/**
 * Draws a picture anew: what comes out is a JPEG that holds its pixels, upright, and nothing else. Place and
 * camera (EXIF), colour profiles, comments and whatever was appended stay behind.
 */
export async function cleanPicture(bytes: Uint8Array, mime: string): Promise<Cleaned | Refused> {
  loaded ??= openSharp()
  const sharp = await loaded
  return queue.run(async () => {
    try {
      const { width, height } = await sharp(bytes, { ...READING, limitInputPixels: false }).metadata()
      if (width * height > MOST_PIXELS) return refuse('document_too_large')
      return { kept: true, bytes: await drawn(sharp(bytes, READING), mime), mime: 'image/jpeg' }
    } catch {
      // The message of the library may quote the file; what matters is that it cannot be opened.
      return refuse('document_damaged')
    }
  })
}

function drawn(picture: Sharp, mime: string): Promise<Uint8Array> {
  return (
    picture
      .timeout({ seconds: SECONDS })
      .autoOrient()
      .resize({ width: LONGEST_SIDE, height: LONGEST_SIDE, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      // Letters drawn by a program have hard edges, which halved colours would blur.
      .jpeg({ quality: QUALITY, chromaSubsampling: mime === 'image/jpeg' ? '4:2:0' : '4:4:4' })
      .toBuffer()
  )
}
