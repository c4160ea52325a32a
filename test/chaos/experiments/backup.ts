import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { quantile } from '../../bench/figures.ts'
import type { Experiment, Stage } from '../experiment.ts'
import { anEmptyPlace } from '../world/beside.ts'
import { allowed } from '../world/machine.ts'
import { aFolder, ROOT } from '../world/places.ts'

/** So long the pace of writing is measured before a copy is made (ms). */
const BEFORE = 800
/** A copy may make writing so many times as slow; and what is this quick anyway does not count (ms). */
const SLOWER = 2
const QUICK = 250
/** One pixel. */
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64'
)

const run = promisify(execFile)
/** A command of our own, as the built server has it. @throws with what it said when it fails */
const hearth = (env: NodeJS.ProcessEnv, ...words: string[]) =>
  run(process.execPath, ['dist/api/cli/hearth.js', ...words], { cwd: ROOT, env })

export const backup: Experiment = {
  id: 'F25',
  name: 'copies are made by `hearth backup` while people write, and restored',
  sentence: 'a copy that is made under load can be restored, and holds everything acknowledged before it was begun',
  on: ['SQLite', 'PostgreSQL'],
  // the pace of writing is measured
  alone: true,
  people: { writers: 8, readers: 1, pause: 20 },
  rounds: { short: 1, long: 6 },
  async inflict(stage) {
    const { broken, fault, ground, heal, history, rounds } = stage
    const { path, sweep } = await aFolder('copies')
    for (let round = 0; round < rounds; round++) {
      const file = join(path, `copy-${round}.tar.gz`)
      const copy = () => hearth(ground.env, 'backup', file)
      // a copy that is too old is what the canary takes for this one
      if (broken) await copy()
      const picture = await upload(stage)
      await sleep(BEFORE)
      const acknowledged = history.deeds.flatMap(({ done, id }) => (done ? [id] : []))
      fault()
      const since = performance.now()
      if (!broken) await copy()
      pace(stage, since)
      await compare(stage, file, { acknowledged, picture })
      await heal()
    }
    await sweep()
  },
  canary: { name: 'a copy that is older than it says', finds: ['lost'] }
}

const upload = async ({ ground, server }: Stage) => {
  const headers = { 'content-type': 'image/png', authorization: `Bearer ${ground.town.owner.token}` }
  const answer = await fetch(`${server.url}/files`, { method: 'POST', headers, body: new Uint8Array(PICTURE) })
  const { id } = (await answer.json()) as { id: string }
  return id
}

/** Whether people wrote as quickly while the copy was made as before. */
const pace = ({ history, limit, figure }: Stage, since: number) => {
  const times = (from: number, to: number) =>
    quantile(
      history.deeds.flatMap(({ at, done }) => (done && done.at >= from && done.at < to ? [done.at - at] : [])),
      0.99
    )
  const before = times(since - BEFORE, since)
  const during = times(since, performance.now())
  if (Number.isNaN(before) || Number.isNaN(during)) return
  figure('p99 of writing while a copy is made', during)
  const most = Math.max(SLOWER * before, allowed(QUICK))
  limit(during <= most, 'late', `the p99 of writing was ${during.toFixed(0)} ms, and ${before.toFixed(0)} before`)
}

/** Restores the copy where nobody lives, and looks there for all that had been acknowledged. */
const compare = async (
  { ground, limit }: Stage,
  file: string,
  { acknowledged, picture }: { acknowledged: string[]; picture: string }
) => {
  const { dataDir, env, look, sweep } = await anEmptyPlace(ground)
  await hearth(env, 'restore', file)
  const held = new Set(await look((db) => db('messages').pluck<string[]>('id')))
  const missing = acknowledged.filter((id) => !held.has(id))
  limit(missing.length === 0, 'lost', `the copy lacks ${missing.length} that were acknowledged before it was begun`)
  const bytes = await readFile(join(dataDir, 'files', picture.slice(-2), picture)).catch(() => undefined)
  limit(bytes !== undefined, 'lost', 'the copy lacks a picture')
  await sweep()
}
