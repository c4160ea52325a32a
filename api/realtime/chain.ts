/** A packet as Socket.IO has encoded it. */
export type Encoded = readonly (string | Buffer)[]
export interface WriteOptions {
  volatile?: boolean
  preEncoded?: boolean
  wsPreEncodedFrame?: Buffer[]
}

/** What a socket is told, in the order in which it was said. Sockets that are to hear the same share one chain, and its bytes. */
export class Chain {
  readonly packets: Encoded
  readonly options: WriteOptions
  readonly bytes: number
  readonly before: Chain | undefined
  #after: Chain | undefined
  #joined: Buffer | undefined

  private constructor(packets: Encoded, options: WriteOptions, before?: Chain) {
    this.packets = packets
    this.options = options
    this.before = before
    this.bytes = (options.wsPreEncodedFrame ?? []).reduce((sum, part) => sum + part.length, before?.bytes ?? 0)
  }

  /** Nothing said yet. */
  static start = () => new Chain([], {})

  /** The chain with one more; the same one for everybody who has heard the same until now. */
  and(packets: Encoded, options: WriteOptions): Chain {
    if (this.#after?.packets !== packets) this.#after = new Chain(packets, options, this)
    return this.#after
  }

  /** All its frames as one. */
  joined(): Buffer {
    const frames = () => linksOf(this).flatMap(({ options }) => options.wsPreEncodedFrame ?? [])
    return (this.#joined ??= Buffer.concat(frames()))
  }
}

/** What was said, one by one. */
export const linksOf = (last: Chain) => {
  const links: Chain[] = []
  // the first link is the start, which says nothing
  for (let link = last; link.before; link = link.before) links.push(link)
  return links.reverse()
}

/** An answer as the frames that ws would make of it; not of one with bytes in it, which are frames of their own. */
export const framesOf = (packets: Encoded) =>
  packets.every((packet) => typeof packet === 'string')
    ? packets.map((packet) => textFrame(`${MESSAGE}${packet}`))
    : undefined

/** Engine.IO's mark of a packet that holds a message. */
const MESSAGE = '4'

/** Whole, unmasked, of text (RFC 6455, 5.2). */
const textFrame = (text: string) => {
  const length = Buffer.byteLength(text)
  const head = length < 126 ? 2 : length < 65_536 ? 4 : 10
  const frame = Buffer.allocUnsafe(head + length)
  frame[0] = 0x81
  frame[1] = head === 2 ? length : head === 4 ? 126 : 127
  if (head === 4) frame.writeUInt16BE(length, 2)
  if (head === 10) frame.writeBigUInt64BE(BigInt(length), 2)
  frame.write(text, head)
  return frame
}
