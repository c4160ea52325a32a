import { setTimeout as sleep } from 'node:timers/promises'
import { v7 as uuidv7 } from 'uuid'
import type { Message } from '../../api/client.ts'
import { aLine, request } from '../support/people.ts'
import { freshDatabase } from '../support/postgres.ts'
import { aCrowd, type Crowd } from './crowd.ts'
import { median, ms } from './figures.ts'
import { aLoad } from './load/load.ts'
import { ROUNDS } from './rounds.ts'
import { atLeast, atMost, figure, times, type Row } from './row.ts'
import type { Program } from './serve.ts'
import { aFolder, hearthMannersOf, SECRET, startHearth } from './subjects.ts'

const LISTENERS = 1_000
/** Memberships that are ended, one after the other. */
const REMOVED = 10

/** One Hearth of several nodes against one node, on PostgreSQL. Both nodes share the servers' core. */
export const nodes = async (): Promise<Row[]> => {
  const { TEST_DATABASE_URL, TEST_REDIS_URL } = process.env
  if (!TEST_DATABASE_URL || !TEST_REDIS_URL)
    return [figure('Two nodes against one', 'not measured: TEST_DATABASE_URL and TEST_REDIS_URL are not set')]
  const ratios: number[] = []
  const silences: number[] = []
  for (let round = 1; round <= ROUNDS; round++) {
    const one = await withNodes(1, '', deliveries)
    const two = await withNodes(2, TEST_REDIS_URL, async (programs, crowd) => {
      silences.push(...(await silence(programs, crowd)))
      return deliveries(programs, crowd)
    })
    console.log(
      `  deliveries per second of processor: one node ${one.toFixed(0)}, two ${two.toFixed(0)}; silent after ${ms(Math.max(...silences))}`
    )
    ratios.push(two / one)
  }
  return [
    atLeast('Two nodes with Redis: deliveries per core, against one node', median(ratios), 0.7, times),
    atMost(
      'A membership ended on one node: silence on the other, longest',
      Math.max(...silences) / 1000,
      1,
      (s) => `${s.toFixed(2)} s`
    )
  ]
}

const withNodes = async <T>(
  count: number,
  redisUrl: string,
  work: (programs: Program[], crowd: Crowd) => Promise<T>
) => {
  const database = await freshDatabase()
  const { folder, sweep } = aFolder()
  const programs: Program[] = []
  try {
    const crowd = await aCrowd(database.url, SECRET, LISTENERS)
    for (let i = 0; i < count; i++)
      programs.push(await startHearth({ DATA_DIR: folder, DATABASE_URL: database.url, REDIS_URL: redisUrl }))
    return await work(programs, crowd)
  } finally {
    await Promise.all(programs.map((program) => program.stop()))
    await database.drop()
    sweep()
  }
}

/** Per second of processor time of all nodes together. */
const deliveries = async (programs: Program[], crowd: Crowd) => {
  const load = await aLoad({ ...hearthMannersOf(crowd), ports: programs.map(({ port }) => port) })
  try {
    await load.connect(LISTENERS)
    await load.closed({ ms: 1_000 })
    const before = cpuOf(programs)
    const run = await load.closed({ warm: 0 })
    return (run.sent * LISTENERS - run.missing) / (cpuOf(programs) - before)
  } finally {
    load.stop()
  }
}

const cpuOf = (programs: Program[]) => programs.reduce((sum, program) => sum + program.cpu(), 0)

/** From the request that ends a membership on the first node to the last message that its person hears on the second (ms). */
const silence = async ([first, second]: Program[], { roomId, tokens, membershipIds }: Crowd) => {
  const owner = tokens[0] ?? ''
  const times: number[] = []
  const speaker = aLine(first!.url, { auth: { accessToken: owner } })
  let talks = true
  const talk = async () => {
    // one after the other: a pile of messages would be what is waited for
    while (talks) await speaker.emitWithAck('create', 'messages', { id: uuidv7(), roomId, text: 'go on' }, {})
  }
  const talking = talk()
  try {
    for (let i = 1; i <= REMOVED; i++) {
      const listener = aLine(second!.url, { auth: { accessToken: tokens[i] ?? '' } })
      let heard = 0
      listener.on('messages created', (_message: Message) => (heard = performance.now()))
      while (heard === 0) await sleep(10)
      const at = performance.now()
      const { status } = await request(first!.url, 'DELETE', `/api/memberships/${membershipIds[i] ?? ''}`, {
        token: owner
      })
      if (status !== 200) throw new Error(`The membership was not removed: ${status}`)
      await sleep(1_500)
      times.push(Math.max(0, heard - at))
      listener.disconnect()
    }
  } finally {
    talks = false
    await talking.catch(() => undefined)
    speaker.disconnect()
  }
  return times
}
