import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { v7 } from 'uuid'
import { aBuiltServer, type BuiltServer } from '../support/built-server.ts'
import { MB, median, ms } from './figures.ts'
import { aRoomful, connect, post } from './people.ts'
import { figure, type Row } from './row.ts'

/** The server alone, with few people. */
export const alone = async (): Promise<Row[]> => {
  const start = await startTime()
  const held = await memory()
  const stored = await messages()
  return [
    figure('Server start, database up to date', ms(start)),
    figure('Message stored over a socket', `p50 ${ms(stored.socket)}`),
    figure('Messages stored over REST', `${stored.perSecond.toFixed(0)} per second`),
    figure('Resident memory, idle', MB(held.idle)),
    figure('Resident memory, 100 sockets', MB(held.connected))
  ]
}

/** From the start of the process to its first answer, with a database that is up to date. Median of five, ms. */
const startTime = async () => {
  const DATA_DIR = mkdtempSync(join(tmpdir(), 'hearth-bench-'))
  try {
    const times: number[] = []
    for (let i = 0; i < 6; i++) {
      const server = await aBuiltServer({ DATA_DIR })
      times.push(server.startedInMs)
      await server.stop()
    }
    return median(times.slice(1))
  } finally {
    rmSync(DATA_DIR, { recursive: true, force: true })
  }
}

/** Lets a server come to rest after what it just did (ms). */
const REST = 3_000

/** Bytes of memory that the server's process holds. */
const resident = ({ pid }: BuiltServer) =>
  Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) * 1024

/** Just started, and with 100 signed-in sockets of ten people who share a room. Bytes. */
const memory = async () => {
  const server = await aBuiltServer({ LIMITS: 'off' })
  try {
    await sleep(REST)
    const idle = resident(server)
    const { people } = await aRoomful(server.url, 10)
    const lines = await Promise.all(
      people.flatMap((person) => Array.from({ length: 10 }, () => connect(server.url, person)))
    )
    await sleep(REST)
    const connected = resident(server)
    for (const { close } of lines) close()
    return { idle, connected }
  } finally {
    await server.stop()
  }
}

/** Callers at a time, and for how long (ms). */
const CALLERS = 16
const DURATION = 4_000
const SENT = 300

/** Messages stored per second over REST, and how long one takes over a socket that waits for each answer (median, ms). */
const messages = async () => {
  const server = await aBuiltServer({ LIMITS: 'off' })
  try {
    const { people, room } = await aRoomful(server.url, 1)
    const [ana] = people
    if (!ana) throw new Error('nobody there')
    const say = (text: string) => post(server.url, ana, 'messages', { id: v7(), roomId: room.id, text })
    await say('warm-up')

    let stored = 0
    const since = performance.now()
    const caller = async () => {
      while (performance.now() - since < DURATION) {
        await say(`message ${stored}`)
        stored++
      }
    }
    await Promise.all(Array.from({ length: CALLERS }, caller))
    const perSecond = (stored / (performance.now() - since)) * 1000

    const { client, close } = await connect(server.url, ana)
    const times: number[] = []
    for (let i = 0; i < SENT; i++) {
      const at = performance.now()
      await client.service('messages').create({ id: v7(), roomId: room.id, text: `over a socket ${i}` })
      times.push(performance.now() - at)
    }
    close()
    return { perSecond, socket: median(times) }
  } finally {
    await server.stop()
  }
}
