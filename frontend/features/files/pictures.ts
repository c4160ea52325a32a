import { MOST_BYTES } from '$sdk'

const ascii = (bytes: Uint8Array, from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to))

/** What a picture is by its bytes, whatever its name says. */
export const pictureType = (bytes: Uint8Array) => {
  if (ascii(bytes, 0, 8) === '\x89PNG\r\n\x1a\n') return 'image/png'
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'image/jpeg'
  if (ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 12) === 'WEBP') return 'image/webp'
  if (/^GIF8[79]a$/.test(ascii(bytes, 0, 6))) return 'image/gif'
  return undefined
}

/** For `<input type="file" accept>`. */
export const PICTURE_TYPES = 'image/png,image/jpeg,image/webp,image/gif'

/** Why a file cannot become a picture, in words; undefined when it can. Said before anything is uploaded. */
export const whyNotPicture = async (file: Blob) => {
  if (file.size === 0) return 'This file is empty.'
  if (file.size > MOST_BYTES) return `This picture is larger than ${Math.floor(MOST_BYTES / 1024 ** 2)} MB.`
  const start = new Uint8Array(await file.slice(0, 16).arrayBuffer())
  return pictureType(start) ? undefined : 'This is not a PNG, JPEG, WebP or GIF picture.'
}
