import { v5 as uuidv5 } from 'uuid'

/** Names that stand for messages from elsewhere. Any UUID, but always this one. */
const NAMESPACE = '0195f1a0-5c3e-7d5b-9e43-68656172746e'

/** A UUIDv7 of a time (ms since 1970) and 20 hexadecimal digits, of which two bits and one digit give way to its form (RFC 9562). */
const uuidv7 = (at: number, digits: string) => {
  const time = Math.floor(at).toString(16).padStart(12, '0')
  const variant = '89ab'.charAt(parseInt(digits.charAt(4), 16) % 4)
  return `${time.slice(0, 8)}-${time.slice(8)}-7${digits.slice(1, 4)}-${variant}${digits.slice(5, 8)}-${digits.slice(8)}`
}

/** A new id, for what is made here. */
export const newId = (): string => {
  const bytes = crypto.getRandomValues(new Uint8Array(10))
  return uuidv7(Date.now(), Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(''))
}

/**
 * The id of a message that stands for something from elsewhere: the same `source` and time always give the same one. So a bridge
 * that starts over, or cannot remember whether it sent something, sends it again and doubles nothing. `at` is in ms since 1970.
 */
export const idFor = (source: string, at: number): string =>
  uuidv7(at, uuidv5(source, NAMESPACE).replaceAll('-', '').slice(12))
