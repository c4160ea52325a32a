import { refusal } from '../../errors.ts'

/** Longest side of a stored picture, px. */
const MOST_SIDE = 512
const MOST_PIXELS = 40e6

/** Fetched with the first picture: its native library is some 30 MB that a server without uploads does without. */
const decoder = async () => {
  const { default: sharp } = await import('sharp')
  sharp.concurrency(1)
  sharp.cache(false)
  return sharp
}

/** The formats that we read, by their first bytes. What a file calls itself does not count. */
const SIGNATURES: [string, (bytes: Buffer) => boolean][] = [
  ['png', (bytes) => bytes.subarray(0, 8).equals(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'))],
  ['jpeg', (bytes) => bytes.subarray(0, 3).equals(Buffer.from('\xff\xd8\xff', 'latin1'))],
  ['gif', (bytes) => /^GIF8[79]a$/.test(bytes.toString('latin1', 0, 6))],
  ['webp', (bytes) => bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP']
]

export interface Picture {
  bytes: Buffer
  width: number
  height: number
}

/**
 * Decodes an uploaded picture and encodes it anew as WebP, upright and without metadata: what is stored is an image and nothing
 * else, whatever was hidden in the upload. Of an animation the first frame is kept.
 * @throws 415 `unsupported_image`, 413 `image_too_large` (40 megapixels), 400 `invalid_image`
 */
export const reencode = async (upload: Buffer): Promise<Picture> => {
  if (!SIGNATURES.some(([, matches]) => matches(upload))) throw refusal('unsupported_image')
  const sharp = await decoder()
  try {
    const { data, info } = await sharp(upload, {
      limitInputPixels: MOST_PIXELS,
      failOn: 'error',
      pages: 1,
      sequentialRead: true
    })
      .timeout({ seconds: 10 })
      .rotate()
      .resize(MOST_SIDE, MOST_SIDE, { fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 82 })
      .toBuffer({ resolveWithObject: true })
    return { bytes: data, width: info.width, height: info.height }
  } catch (error) {
    throw refusal(/pixel limit/i.test((error as Error).message) ? 'image_too_large' : 'invalid_image')
  }
}
