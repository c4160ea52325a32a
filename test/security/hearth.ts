import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type * as HearthApp from '../../api/app.ts'
import { aRoomful, post } from '../bench/people.ts'

/** A server to attack, which runs in this process so that it can be looked into. */
export interface Target {
  url: string
  /** How many requests it has taken so far. */
  requests(): number
  /** How many connections it holds now. */
  connections(): Promise<number>
  stop(): Promise<void>
}

export interface HearthTarget extends Target {
  /** Of the owner, who sees most. */
  token: string
  email: string
  roomId: string
  /** A room whose messages are long, so that a list of them is not swallowed at once by whoever reads slowly. */
  longRoomId: string
  messageId: string
}

const BUILT = new URL('../../dist/api/app.js', import.meta.url)
const TEXT = '🔥'.repeat(4_000)
const MESSAGES = 250

/**
 * The built Hearth with data of its own and its owner signed in. It takes itself to be reached by https, as where people run
 * it: that changes headers and cookies. Filled through the front door, without limits; these come when all is there.
 */
export const aHearthTarget = async (limits: 'on' | 'off'): Promise<HearthTarget> => {
  const { createApp, startApp } = (await import(BUILT.href)) as typeof HearthApp
  const dataDir = await mkdtemp(join(tmpdir(), 'hearth-security-'))
  const port = await freePort()
  const url = `http://127.0.0.1:${String(port)}`
  const authSecret = crypto.randomUUID() + crypto.randomUUID()
  const own = { dataDir, port, authSecret, host: '127.0.0.1', publicUrl: url.replace('http', 'https') }
  const open = (limited: 'on' | 'off') => startApp(createApp({ ...own, limits: limited, logLevel: 'silent' }))
  let hearth = await open('off')
  const stop = async () => {
    await hearth.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
  try {
    const filled = await fill(url)
    await hearth.stop()
    hearth = await open(limits)
    const { server } = hearth.app
    let requests = 0
    server.on('request', () => requests++)
    const connections = () => new Promise<number>((resolve) => server.getConnections((_error, count) => resolve(count)))
    return { url, requests: () => requests, connections, stop, ...filled }
  } catch (error) {
    await stop()
    throw error
  }
}

const fill = async (url: string) => {
  const { people, room } = await aRoomful(url, 2)
  const [owner] = people
  if (!owner) throw new Error('nobody there')
  const say = (text: string) => post(url, owner, 'messages', { roomId: room.id, text })
  const { id: messageId } = await say('hello')
  await say('and good bye')
  const long = await post(url, owner, 'rooms', { name: 'Long', visibility: 'private' })
  for (let i = 0; i < MESSAGES; i++) await post(url, owner, 'messages', { roomId: long.id, text: TEXT })
  return { ...owner, roomId: room.id, longRoomId: long.id, messageId }
}

const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
