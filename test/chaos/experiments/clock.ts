import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { PASSWORD, request } from '../../support/people.ts'
import type { Experiment, Stage } from '../experiment.ts'
import type { Ground } from '../world/ground.ts'
import { FAKETIME } from '../world/needs.ts'
import { done } from '../world/town.ts'
import { believesItsClock } from './breaks.ts'

/** libfaketime takes the file for true for so long (s). */
const KEPT = 1
/** What the clock shows, against the true time: an hour ahead, back by ten minutes, an hour behind, right again. */
const OFFSETS = ['+3600', '+3000', '-3600', '+0']

const clockOf = ({ env }: Ground) => join(env.DATA_DIR ?? '', 'clock')

export const clock: Experiment = {
  id: 'F17',
  name: 'the clock of the server jumps by up to two hours, forwards and back',
  sentence: 'a clock that jumps changes nothing about the order, lets nobody in again and shuts nobody out',
  on: ['SQLite', 'PostgreSQL'],
  needs: ['faketime'],
  people: { writers: 4, readers: 2, pause: 60 },
  rounds: { short: 2, long: 12 },
  env(ground) {
    writeFileSync(clockOf(ground), '+0')
    return {
      LD_PRELOAD: FAKETIME,
      FAKETIME_TIMESTAMP_FILE: clockOf(ground),
      FAKETIME_CACHE_DURATION: String(KEPT),
      FAKETIME_DONT_FAKE_MONOTONIC: '1'
    }
  },
  async inflict(stage) {
    const { fault, ground, heal, limit, rounds } = stage
    for (let round = 0; round < rounds; round++) {
      const ended = await anEndedSession(stage)
      fault()
      writeFileSync(clockOf(ground), OFFSETS[round % OFFSETS.length] ?? '+0')
      await sleep(KEPT * 1_500)
      const { status } = await request(stage.server.url, 'GET', '/api/rooms', { token: ended })
      limit(status === 401, 'leak', `a session that had ended was answered with ${status} after the clock jumped`)
      await heal()
    }
    for (const { roomId, seq } of await backwards(ground))
      limit(false, 'disorder', `message ${seq} of room ${roomId} is older than the one before it`)
  },
  canary: { name: 'a server that believes its clock', finds: ['disorder'], build: believesItsClock, rounds: 4 }
}

const anEndedSession = async ({ server, ground }: Stage) => {
  const { name } = ground.town.owner
  const login = { strategy: 'local', email: `${name}@example.org`, password: PASSWORD }
  const { accessToken } = await done(server.url, 'POST', '/api/authentication', login)
  await done(server.url, 'DELETE', '/api/authentication', undefined, String(accessToken))
  return String(accessToken)
}

/** Messages with a time before that of the message above them. */
const backwards = (ground: Ground) =>
  ground.look(async (db) => {
    const rows = await db<{ roomId: string; seq: number; createdAt: number }>('messages')
      .select('roomId', 'seq', 'createdAt')
      .orderBy(['roomId', 'seq'])
    return rows.filter((row, i) => rows[i - 1]?.roomId === row.roomId && Number(rows[i - 1]?.createdAt) > row.createdAt)
  })
