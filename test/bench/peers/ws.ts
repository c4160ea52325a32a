/** The floor: `ws`, one frame made once, and one write for each socket. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { WebSocketServer } from 'ws'
import { recordOf } from './record.ts'

const server: Server = createServer()
const sockets = new Set<Socket>()

new WebSocketServer({ server, perMessageDeflate: false }).on('connection', (socket) => {
  const { _socket: raw } = socket as unknown as { _socket: Socket }
  sockets.add(raw)
  socket.on('close', () => sockets.delete(raw))
  socket.on('message', (data: Buffer) => {
    const { text } = JSON.parse(data.toString()) as { text: string }
    const frame = frameOf(Buffer.from(JSON.stringify(recordOf(text))))
    for (const listener of sockets) listener.write(frame)
  })
})

/** A text frame with a payload of 126 to 65,535 bytes. */
const frameOf = (payload: Buffer) =>
  Buffer.concat([Buffer.from([0x81, 126, payload.length >> 8, payload.length & 0xff]), payload])

server.listen(0, '127.0.0.1', 4096, () =>
  console.log(`ready at http://127.0.0.1:${(server.address() as AddressInfo).port}`)
)
