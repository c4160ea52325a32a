import { setTimeout as sleep } from 'node:timers/promises'
import type { Experiment } from '../experiment.ts'
import { heardAtOnce, nothingUnhandled } from './at-once.ts'

/** Both versions serve side by side for so long (ms). */
const SIDE_BY_SIDE = 10_000

export const upgrade: Experiment = {
  id: 'F23',
  name: 'two nodes of the last release become this version one after the other, under programs of both',
  sentence: 'the last release and this version work side by side, each with the programs of the other',
  on: ['PostgreSQL'],
  needs: ['redis-server', 'release'],
  nodes: 2,
  from: 'the last release',
  // what a right does in between is F9's; here it may take the time of a message
  rightsWithin: 1_000,
  people: { writers: 6, readers: 4, pause: 80 },
  // to build the last release takes longer than all the rest of the short form
  rounds: { short: 0, long: 1 },
  async inflict(stage) {
    const { fault, heal, pair, renew } = stage
    if (!pair) return
    const [first, second] = pair.nodes
    fault()
    await renew(first)
    await heal()
    // from now on everybody is connected
    const since = performance.now()
    await sleep(SIDE_BY_SIDE)
    heardAtOnce(stage, since)
    // the new one dies and comes back beside the old
    fault()
    await first.kill()
    await first.start()
    await heal()
    if (stage.broken) return
    fault()
    await renew(second)
    await heal()
    nothingUnhandled(stage)
  },
  canary: {
    name: 'a version that meets its other nodes under another name',
    finds: ['late', 'leak'],
    build: [{ from: '`hearth:${createHash', to: '`hearth2:${createHash' }],
    rounds: 1
  }
}
