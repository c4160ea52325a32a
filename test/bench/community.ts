import { aCrowd, tokenFor } from './crowd.ts'
import { median, ms } from './figures.ts'
import { idOf, LARGE, lastSeqOf } from './large/large.ts'
import { onPostgres, onSqlite, type Copy } from './large/kept.ts'
import { aLoad, type Load } from './load/load.ts'
import { ROUNDS } from './rounds.ts'
import { atMost, times, type Row } from './row.ts'
import { freshDatabase } from '../support/postgres.ts'
import { aFolder, asking, hearthMannersOf, SECRET, startHearth } from './subjects.ts'

const ASKED = 300
const WARM = 100
const PAGE = 100

/** One of the person's rooms, another each time. */
const ROOM = 'one of the rooms'
const find = (service: string, query: object) => asking(service, query).replaceAll(ROOM, () => '$R')

/** What a client asks when it opens a room: the latest messages, who is in it, and the faces of those who speak. */
const OPENING = [
  find('messages', { roomId: ROOM, $sort: { seq: -1 }, $limit: 50 }),
  find('memberships', { roomId: { $in: [ROOM] }, $limit: PAGE, $sort: { id: 1 } }),
  find('profiles', { id: { $in: Array.from({ length: 30 }, (_, i) => idOf('people', i * 97)) }, $limit: PAGE })
]
const CATCHING_UP = [
  find('messages', {
    roomId: idOf('rooms', 0),
    rev: { $gt: lastSeqOf(LARGE) - 500 },
    $sort: { rev: 1 },
    $limit: 500
  })
]
/** Page after page, each beginning after the last id of the one before. */
const ROOM_LIST = Array.from({ length: LARGE.many / PAGE }, (_, page) =>
  find('rooms', {
    joined: true,
    ...(page > 0 && { id: { $gt: idOf('rooms', page * PAGE - 1) } }),
    $limit: PAGE,
    $sort: { id: 1 }
  })
)

/** A community of 100,000 people with a million messages, on each database that there is. */
export const community = async (): Promise<Row[]> => {
  const rows = await onDatabase(
    'SQLite',
    async (folder) => onSqlite(folder),
    async (folder) => `sqlite:${folder}/empty.sqlite`
  )
  const server = process.env.TEST_DATABASE_URL
  if (!server) return rows
  const empty = await freshDatabase()
  try {
    return [
      ...rows,
      ...(await onDatabase(
        'PostgreSQL',
        async () => onPostgres(server),
        async () => empty.url
      ))
    ]
  } finally {
    await empty.drop()
  }
}

const onDatabase = async (
  kind: string,
  large: (folder: string) => Promise<Copy>,
  empty: (folder: string) => Promise<string>
): Promise<Row[]> => {
  const { folder, sweep } = aFolder()
  const full = await large(folder)
  try {
    const nobody = await empty(folder)
    const alone = await aCrowd(nobody, SECRET, 1)
    const crowded = { roomId: idOf('rooms', 0), tokens: [tokenFor(SECRET, idOf('people', 0), idOf('sessions', 0))] }
    const asked = { opening: [] as number[], catchUp: [] as number[], list: [] as number[], cost: [] as number[] }
    for (let round = 1; round <= ROUNDS; round++) {
      const there = await withServer(full.url, crowded, async (load) => {
        // what is not compiled yet is not what an answer costs
        for (const questions of [OPENING, CATCHING_UP, ROOM_LIST]) await load.ask(questions, WARM)
        asked.opening.push((await load.ask(OPENING, ASKED)).p95)
        asked.catchUp.push((await load.ask(CATCHING_UP, ASKED)).p95)
        asked.list.push((await load.ask(ROOM_LIST, ASKED / 3)).p95)
        return timeOfMessage(load)
      })
      asked.cost.push(there / (await withServer(nobody, alone, timeOfMessage)))
      console.log(
        `  ${kind}: ${Object.entries(asked)
          .map(([name, all]) => `${name} ${all.at(-1)?.toFixed(2) ?? ''}`)
          .join(', ')}`
      )
    }
    return [
      atMost(`1 M messages, 100,000 people on ${kind}: opening a room, p95`, median(asked.opening), 10, ms),
      atMost('catching up with 500 changes, p95', median(asked.catchUp), 30, ms),
      atMost('room list of somebody in 1,000 rooms, p95', median(asked.list), 50, ms),
      atMost('a message, against the empty database', median(asked.cost), 1.3, times)
    ]
  } finally {
    await full.drop()
    sweep()
  }
}

const withServer = async <T>(
  url: string,
  crowd: { roomId: string; tokens: string[] },
  work: (load: Load) => Promise<T>
) => {
  const { folder, sweep } = aFolder()
  const program = await startHearth({ DATA_DIR: folder, DATABASE_URL: url })
  const rooms = Array.from({ length: LARGE.many }, (_, n) => idOf('rooms', n))
  const load = await aLoad({ ...hearthMannersOf(crowd), ports: [program.port], rooms })
  try {
    await load.connect(1)
    return await work(load)
  } finally {
    load.stop()
    await program.stop()
    sweep()
  }
}

/** ms, while eight are under way. */
const timeOfMessage = async (load: Load) => {
  const run = await load.closed()
  return run.ms / run.own
}
