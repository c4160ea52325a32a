/** Socket.IO as its documentation shows it: one room, `io.to(room).emit`. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server } from 'socket.io'
import { recordOf } from './record.ts'

const server = createServer()
const io = new Server(server, { transports: ['websocket'], serveClient: false })

io.on('connection', (socket) => {
  void socket.join('room')
  socket.on('create', ({ text }: { text: string }, answer: (error: null, record: object) => void) => {
    const record = recordOf(text)
    io.to('room').emit('messages created', record)
    answer(null, record)
  })
})

server.listen(0, '127.0.0.1', 4096, () =>
  console.log(`ready at http://127.0.0.1:${(server.address() as AddressInfo).port}`)
)
