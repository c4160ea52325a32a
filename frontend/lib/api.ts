import { createServices, socket as over } from '$sdk'
import { io } from 'socket.io-client'

/**
 * The line to the server. The HttpOnly cookie travels with the handshake: no token in JavaScript, and a reconnect signs
 * itself in. It connects when the session has begun. Calls that get no answer in 10 s are rejected without a `code`.
 */
export const socket = io({
  transports: ['websocket'],
  ackTimeout: 10_000,
  autoConnect: false,
  // a line that broke while it was being opened says nothing: it is given up soon, and opened anew
  timeout: 6_000
})

/** The typed services: `client.service('messages').find({ query })`. Only stores call it. */
export const client = createServices(over(socket))

export { asPublicError, inWords, type PublicError } from './http.ts'
