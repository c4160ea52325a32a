import type { Socket } from 'socket.io-client'
import * as current from '../../../api/client.ts'
import type { Client } from '../../../api/client.ts'
import { aLine, memoryStorage } from '../../support/people.ts'
import type { Chance } from '../random.ts'

/** ms; as the web app's own (frontend/lib/connection.svelte.ts) */
const FIRST = 1_000
const MOST = 4_000
/** After so long without an answer a call is given up, and sent again by whoever needs it (ms). */
export const PATIENCE = 5_000

/** What a program talks with: this version's, or another's. */
export type Sdk = Pick<typeof current, 'createClient' | 'socket'>

/** A socket of somebody that is signed in by its handshake and comes back by itself. */
export interface KeptLine {
  client: Client
  socket: Socket
  /** Settles once it is connected. */
  connected(): Promise<void>
  /** How long each connect took, from the first byte to being signed in, ms. */
  took(): readonly number[]
  close(): void
}

/** `back` is called after every connect. */
export const keepLine = (
  url: string,
  token: string,
  chance: Chance,
  back: () => void,
  { createClient, socket }: Sdk = current
): KeptLine => {
  const line = aLine(url, {
    autoConnect: false,
    ackTimeout: PATIENCE,
    timeout: PATIENCE,
    extraHeaders: { authorization: `Bearer ${token}` }
  })
  let tries = 0
  let since = 0
  const took: number[] = []
  let closed = false
  let waiting: NodeJS.Timeout | undefined
  const connect = () => {
    since = performance.now()
    line.connect()
  }
  const later = () => {
    if (closed) return
    clearTimeout(waiting)
    const wait = Math.min(MOST, FIRST * 2 ** tries++) * chance.between(0.5, 1)
    waiting = setTimeout(connect, wait)
  }
  line.on('connect', () => {
    tries = 0
    took.push(performance.now() - since)
    back()
  })
  line.on('disconnect', later)
  line.on('connect_error', later)
  connect()
  return {
    client: createClient(socket(line), { storage: memoryStorage() }),
    socket: line,
    connected: () => (line.connected ? Promise.resolve() : new Promise((resolve) => line.once('connect', resolve))),
    took: () => took,
    close() {
      closed = true
      clearTimeout(waiting)
      line.disconnect()
    }
  }
}
