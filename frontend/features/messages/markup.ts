/** A piece of a message. */
export type Token =
  { kind: 'text'; text: string } | { kind: 'code'; text: string } | { kind: 'link'; text: string; href: string }

/** `code` or an address. No part of it can match the same text in two ways, so the time is linear. */
const PIECE = /`([^`\n]+)`|https?:\/\/[^\s<>"'`]+/giu

const count = (text: string, sign: string) => text.split(sign).length - 1

/** Punctuation that ends the sentence, not the address. A closing bracket stays if it was opened in the address. */
const trimmed = (address: string): string => {
  const surplus: Record<string, number> = {
    ')': count(address, ')') - count(address, '('),
    ']': count(address, ']') - count(address, '[')
  }
  let to = address.length
  for (; to > 0; to--) {
    const end = address.charAt(to - 1)
    const left = surplus[end]
    if (left === undefined ? !'.,:;!?*_~'.includes(end) : left <= 0) break
    if (left !== undefined) surplus[end] = left - 1
  }
  return address.slice(0, to)
}

const isAddress = (text: string) => URL.canParse(text) && new URL(text).hostname !== ''

/** Cuts a message into text, `code` and http(s) links. The pieces together show everything but the backticks. */
export const tokens = (text: string): Token[] => {
  const found: Token[] = []
  let from = 0
  const plain = (to: number) => {
    if (to > from) found.push({ kind: 'text', text: text.slice(from, to) })
    from = to
  }
  for (const { 0: piece, 1: code, index } of text.matchAll(PIECE)) {
    const address = trimmed(piece)
    if (code === undefined && !isAddress(address)) continue
    plain(index)
    if (code !== undefined) found.push({ kind: 'code', text: code })
    else found.push({ kind: 'link', text: address, href: address })
    from = index + (code === undefined ? address.length : piece.length)
  }
  plain(text.length)
  return found
}
