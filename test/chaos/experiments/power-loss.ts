import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Experiment, Stage } from '../experiment.ts'
import { until } from '../until.ts'
import { allowed } from '../world/machine.ts'
import { aFolder } from '../world/places.ts'
import {
  afterPowerLoss,
  FILES,
  type Contents,
  readRecording,
  tellings,
  toldBefore,
  type Recording
} from '../world/power.ts'
import { inFile } from '../world/sqlite.ts'
import { recording } from '../world/strace.ts'

/** So many answers are waited for before the power goes, and for how long (ms). */
const ANSWERS = 25
const WRITING = 15_000
/** The power goes so often in each recording, each time at another moment. */
const LOSSES = 20

export const powerLoss: Experiment = {
  id: 'F3',
  name: 'the power goes: every state that a disk may be in, from a recording of all writes and syncs',
  sentence: 'whatever anybody was told is on the disk when the power goes, and the database is whole',
  // that PostgreSQL writes its log through is its own promise; F4 stops it in the middle
  on: ['SQLite'],
  needs: ['strace'],
  people: { writers: 4, readers: 1, pause: 40 },
  rounds: { short: 1, long: 4 },
  async inflict(stage) {
    const { fault, found, ground, heal, history, limit, rounds, server } = stage
    const { path, sweep } = await aFolder('power')
    for (let round = 0; round < rounds; round++) {
      await server.stop()
      const base = await filesIn(ground.disk)
      const log = join(path, 'log')
      await server.start(recording(log))
      const answered = () => history.deeds.filter(({ done }) => done).length
      const before = answered()
      await until(() => answered() >= before + ANSWERS, allowed(WRITING))
      await server.kill()
      await server.start()
      await heal()
      const seen = await readRecording(log)
      const told = tellings(seen)
      limit(told.length > 5, 'incomplete', `the recording has only ${told.length} answers and events`)
      for (let loss = 0; loss < LOSSES && told.length > 0 && !found(); loss++) {
        fault()
        await lose(stage, base, seen, stage.chance.one(told) + stage.chance.whole(0, 3), join(path, 'disk'))
      }
      await rm(log)
    }
    await sweep()
  },
  canary: {
    name: 'a server that lets SQLite answer before it is on the disk (synchronous = NORMAL)',
    finds: ['lost'],
    build: [{ from: "'synchronous = FULL'", to: "'synchronous = NORMAL'" }]
  }
}

const filesIn = async (folder: string) => {
  const read = (name: string) => readFile(join(folder, name)).catch(() => Buffer.alloc(0))
  return { [FILES[0]]: await read(FILES[0]), [FILES[1]]: await read(FILES[1]) } as Record<
    (typeof FILES)[number],
    Buffer
  >
}

/** Opens what the disk holds after a loss of power, and looks for all that had been told. */
const lose = async (
  { chance, limit, history }: Stage,
  base: Contents,
  seen: Recording,
  line: number,
  folder: string
) => {
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder)
  const disk = afterPowerLoss(base, seen, line, chance)
  for (const name of FILES) await writeFile(join(folder, name), disk[name])
  const sent = new Set(history.deeds.map(({ id }) => id))
  await inFile(join(folder, FILES[0]), async (db) => {
    const [check] = await db.raw<Record<string, string>[]>('pragma integrity_check')
    limit(check?.integrity_check === 'ok', 'lost', `the database is damaged: ${JSON.stringify(check)}`)
    const stored = new Set(await db('messages').pluck<string[]>('id'))
    const lost = [...toldBefore(seen, line)].filter((id) => sent.has(id) && !stored.has(id))
    limit(
      lost.length === 0,
      'lost',
      `${lost.length} messages were told of and gone with the power, first ${lost[0] ?? ''}`
    )
  })
}
