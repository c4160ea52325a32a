import { dirname, join } from 'node:path'
import type { Plugin } from 'vite'

const EVENTS = '\0slim:events'
const TOKENS = '\0slim:authentication-client'
const TRANSPORTS = '\0slim:transports:'

/**
 * Leaves out what our page never uses of the client's packages, about 5 kB gzip: long-polling and WebTransport (the line is
 * a WebSocket), keeping a token (the HttpOnly cookie signs in), and Node's `events`, in whose place stands the emitter that
 * Socket.IO brings anyway.
 */
export const slimClient = (): Plugin => ({
  name: 'hearth-slim-client',
  apply: 'build',
  enforce: 'pre',
  resolveId(id, importer) {
    if (id === 'events') return EVENTS
    if (id === '@feathersjs/authentication-client') return TOKENS
    if (importer?.includes('engine.io-client') && id === './transports/index.js') return TRANSPORTS + dirname(importer)
    if (importer === EVENTS) return this.resolve(id, join(import.meta.dirname, '../lib/api.ts'))
    return undefined
  },
  load(id) {
    if (id === EVENTS) return `export { Emitter as EventEmitter } from '@socket.io/component-emitter'`
    if (id === TOKENS) return 'export default () => () => undefined'
    if (!id.startsWith(TRANSPORTS)) return undefined
    const websocket = join(id.slice(TRANSPORTS.length), 'transports/websocket.js')
    return `import { WS } from ${JSON.stringify(websocket)}\nexport const transports = { websocket: WS }`
  }
})
