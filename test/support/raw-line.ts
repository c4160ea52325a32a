import { connect, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

/** Bytes to the server and nothing between: what no client library would send. */
const open = (url: string): Socket => {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  socket.on('error', () => undefined)
  onTestFinished(() => void socket.destroy())
  return socket
}

/** Sends one request as it stands, and answers all that comes back until the server closes. */
export const exchange = (url: string, head: string[]): Promise<string> => {
  const socket = open(url)
  let text = ''
  socket.on('data', (bytes: Buffer) => (text += bytes.toString()))
  socket.write([...head, 'Connection: close', '', ''].join('\r\n'))
  return new Promise((resolve) => socket.once('close', () => resolve(text)))
}

/** One frame of a WebSocket (RFC 6455, 5.2), masked by zeros, as clients must mask. */
const frame = (text: string | Buffer, { opcode = 1, last = true, squeezed = false } = {}) => {
  const payload = Buffer.from(text)
  const head = [(last ? 0x80 : 0) | (squeezed ? 0x40 : 0) | opcode]
  if (payload.length < 126) head.push(0x80 | payload.length)
  else head.push(0x80 | 126, payload.length >> 8, payload.length & 255)
  return Buffer.concat([Buffer.from([...head, 0, 0, 0, 0]), payload])
}

export interface RawLine {
  send(...frames: [text: string | Buffer, options?: Parameters<typeof frame>[1]][]): void
  /** The next packet of the server that begins so. */
  hears(beginning: string): Promise<string>
  /** Once the server ends the line, with the code that it gives, if any. */
  ended: Promise<number | undefined>
}

/** A Socket.IO line of nobody, opened and connected packet by packet. */
export const aRawLine = async (url: string): Promise<RawLine> => {
  const socket = open(url)
  const heard: string[] = []
  let end: (code?: number) => void = () => undefined
  const ended = new Promise<number | undefined>((resolve) => (end = resolve))
  socket.once('close', () => end())
  let buffer = Buffer.alloc(0)
  let upgraded = false
  socket.on('data', (bytes: Buffer) => {
    buffer = Buffer.concat([buffer, bytes])
    if (!upgraded) {
      const body = buffer.indexOf('\r\n\r\n')
      if (body < 0) return
      upgraded = true
      buffer = buffer.subarray(body + 4)
    }
    for (;;) {
      const short = (buffer[1] ?? 0) & 127
      const from = short === 126 ? 4 : 2
      if (buffer.length < from) return
      const length = short === 126 ? buffer.readUInt16BE(2) : short
      if (buffer.length < from + length) return
      const payload = buffer.subarray(from, from + length)
      // the server goes once its word of goodbye has been answered, or after a long time
      if (((buffer[0] ?? 0) & 15) === 8) {
        end(payload.length > 1 ? payload.readUInt16BE(0) : undefined)
        socket.end(frame(Buffer.alloc(0), { opcode: 8 }))
      } else heard.push(payload.toString())
      buffer = buffer.subarray(from + length)
    }
  })
  const line: RawLine = {
    send: (...frames) => void socket.write(Buffer.concat(frames.map(([text, options]) => frame(text, options)))),
    async hears(beginning) {
      for (const until = Date.now() + 3_000; Date.now() < until;) {
        const packet = heard.find((one) => one.startsWith(beginning))
        if (packet !== undefined) return packet
        await new Promise((resolve) => setTimeout(resolve, 5))
      }
      throw new Error(`nothing began with ${beginning}: ${heard.join(' ')}`)
    },
    ended
  }
  const head = [
    'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1',
    'Host: x',
    'Upgrade: websocket',
    'Connection: Upgrade'
  ]
  socket.write(
    [...head, 'Sec-WebSocket-Version: 13', 'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==', '', ''].join('\r\n')
  )
  await line.hears('0{')
  line.send(['40'])
  await line.hears('40')
  return line
}
