import { dirname, join } from 'node:path'
import type { Plugin } from 'vite'

const EVENTS = '\0slim:events'
const TOKENS = '\0slim:authentication-client'
const ERRORS = '\0slim:errors'
const BINARY = '\0slim:binary'
const TRANSPORTS = '\0slim:transports:'
const NO_POLLING = '\0slim:polling'
/** Exported beside the transports, and kept by the bundler because it tries XMLHttpRequest as it is loaded. */
const POLLING = /^\.\/transports\/polling-(xhr|fetch)(\.node)?\.js$/

/** What Feathers says to those who put its parts together wrongly, which a built page does not. */
const FEATHERS = 'node_modules/@feathersjs/'
const SAID = /throw new (?:Type)?Error\((['`])[^'`]*\1\)/g

/** An error as the server tells it: the page looks at `code` and `data`, and knows no classes. */
const PLAIN_ERRORS = `
export const convert = (error) => Object.assign(new Error(error.message), error)
export const BadRequest = Error
`
/** What is said on the line is JSON. */
const NO_BINARY = `
export const isBinary = () => false
export const hasBinary = isBinary
export const deconstructPacket = (packet) => ({ packet, buffers: [] })
export const reconstructPacket = (packet) => packet
`

/**
 * Leaves out what our page never uses of the client's packages, about 8 kB gzip: long-polling and WebTransport (the line is
 * a WebSocket), keeping a token (the HttpOnly cookie signs in), a class for each error, packets that are not JSON, and Node's
 * `events`, in whose place stands the emitter that Socket.IO brings anyway.
 */
export const slimClient = (): Plugin => ({
  name: 'hearth-slim-client',
  apply: 'build',
  enforce: 'pre',
  resolveId(id, importer) {
    if (id === 'events') return EVENTS
    if (id === '@feathersjs/authentication-client') return TOKENS
    if (id === '@feathersjs/errors') return ERRORS
    if (importer?.includes('socket.io-parser') && /^\.\/(is-)?binary\.js$/.test(id)) return BINARY
    if (importer?.includes('engine.io-client') && id === './transports/index.js') return TRANSPORTS + dirname(importer)
    if (importer?.includes('engine.io-client') && POLLING.test(id)) return NO_POLLING
    if (importer === EVENTS) return this.resolve(id, join(import.meta.dirname, '../lib/api.ts'))
    return undefined
  },
  load(id) {
    if (id === EVENTS) return `export { Emitter as EventEmitter } from '@socket.io/component-emitter'`
    if (id === ERRORS) return PLAIN_ERRORS
    if (id === BINARY) return NO_BINARY
    if (id === NO_POLLING) return 'export const [XHR, NodeXHR, Fetch] = []'
    if (id === TOKENS) return 'export default undefined\nexport const AuthenticationClient = Object'
    if (!id.startsWith(TRANSPORTS)) return undefined
    const websocket = join(id.slice(TRANSPORTS.length), 'transports/websocket.js')
    return `import { WS } from ${JSON.stringify(websocket)}\nexport const transports = { websocket: WS }`
  },
  transform(code, id) {
    return id.includes(FEATHERS) ? { code: code.replace(SAID, 'throw new Error()'), map: null } : undefined
  }
})
