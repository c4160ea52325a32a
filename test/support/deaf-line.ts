import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

/** Opens a Socket.IO line by hand, and then reads nothing any more. `headers` go with the handshake. */
export const aDeafLine = async (port: number, headers: string[] = []): Promise<Socket> => {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => undefined)
  const head = [
    'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1',
    'Host: 127.0.0.1',
    'Upgrade: websocket',
    'Connection: Upgrade',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=='
  ]
  socket.write([...head, ...headers, '\r\n'].join('\r\n'))
  await once(socket, 'data')
  // "40", connect, in a frame that is masked with zeros
  socket.write(Buffer.from([0x81, 0x82, 0, 0, 0, 0, 0x34, 0x30]))
  await once(socket, 'data')
  socket.pause()
  return socket
}
