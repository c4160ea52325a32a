/**
 * A Feathers app with one service that stores nothing: on Feathers' own channels, or with CHANNELS=hearth on those of
 * api/realtime. Nothing else differs.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { feathers, type RealTimeConnection } from '@feathersjs/feathers'
import { koa, rest } from '@feathersjs/koa'
import socketio from '@feathersjs/socketio'
import type { RealTime, realtime as Realtime } from '../../../api/realtime/index.ts'
import { recordOf } from './record.ts'

// as it is built: what runs the sources here would be part of the figure
const built = new URL('../../../dist/api/realtime/index.js', import.meta.url)
const { realtime } = (await import(built.href)) as { realtime: typeof Realtime }

class Messages {
  async create({ text }: { text: string }) {
    return recordOf(text)
  }
}

const app = koa(feathers<{ messages: Messages }>())
app.configure(rest())
if (process.env.CHANNELS === 'hearth') {
  app.configure(realtime((error) => console.error(error)) as never)
  const { connectChannels } = app as unknown as RealTime
  app.configure(socketio({ transports: ['websocket'], serveClient: false }, (io) => connectChannels(io)))
} else {
  app.configure(socketio({ transports: ['websocket'], serveClient: false }))
}
app.use('messages', new Messages(), { methods: ['create'] })
app.on('connection', (connection: RealTimeConnection) => app.channel('room').join(connection))
app.publish(() => app.channel('room'))

const server = createServer(app.callback() as never)
await app.setup(server)
server.listen(0, '127.0.0.1', 4096, () =>
  console.log(`ready at http://127.0.0.1:${(server.address() as AddressInfo).port}`)
)
