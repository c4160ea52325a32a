import type { Server } from 'socket.io'

interface Line {
  once(event: 'close', heard: (reason: string) => void): void
  transport: { socket?: { terminate?(): void } }
}

/** Who answers no ping any more does not answer a goodbye either, for which the connection would be held for 30 s more. */
export const dropHalfOpen = (io: Server) =>
  void io.engine.on('connection', (line: Line) =>
    line.once('close', (reason) => {
      if (reason === 'ping timeout') line.transport.socket?.terminate?.()
    })
  )
