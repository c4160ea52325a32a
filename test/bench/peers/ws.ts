/**
 * `ws`, one frame made once and sent to each socket as ws sends it; with BELOW=yes written to the TCP connections below ws instead,
 * header and payload at once: the least that one write for each message and socket costs.
 */
import { createServer, type Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import * as ws from 'ws'
import { recordOf } from './record.ts'

/** What ws does not show, and all that send ready-made frames use, Socket.IO's adapter among them. */
interface Inside {
  _socket: Socket
  _sender: { sendFrame(frame: Buffer[]): void }
}
const { Sender } = ws as unknown as { Sender: { frame(data: Buffer, options: object): Buffer[] } }
const below = process.env.BELOW === 'yes'

const server: Server = createServer()
const sockets = new Set<Inside>()

new ws.WebSocketServer({ server, perMessageDeflate: false }).on('connection', (socket) => {
  const inside = socket as unknown as Inside
  sockets.add(inside)
  socket.on('close', () => sockets.delete(inside))
  socket.on('message', (data: Buffer) => {
    const { text } = JSON.parse(data.toString()) as { text: string }
    const payload = Buffer.from(JSON.stringify(recordOf(text)))
    const frame = Sender.frame(payload, { readOnly: false, mask: false, rsv1: false, opcode: 1, fin: true })
    const bytes = Buffer.concat(frame)
    if (below) for (const { _socket } of sockets) _socket.write(bytes)
    else for (const { _sender } of sockets) _sender.sendFrame(frame)
  })
})

server.listen(0, '127.0.0.1', 4096, () =>
  console.log(`ready at http://127.0.0.1:${(server.address() as AddressInfo).port}`)
)
