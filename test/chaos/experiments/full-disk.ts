import { setTimeout as sleep } from 'node:timers/promises'
import type { Experiment } from '../experiment.ts'
import { request } from '../../support/people.ts'
import { until } from '../until.ts'
import { fill } from '../world/disk.ts'
import { allowed } from '../world/machine.ts'

/** So long the disk stays full (ms). */
const FULL = 1_500

export const fullDisk: Experiment = {
  id: 'F6',
  name: 'the disk is full',
  sentence: 'on a full disk writing is refused in clear words and reading goes on; with room again it needs no restart',
  on: ['SQLite', 'PostgreSQL'],
  needs: ['root'],
  people: { writers: 5, readers: 2, pause: 20 },
  rounds: { short: 1, long: 6 },
  disk: 24 * 1024 * 1024,
  async inflict({ fault, ground, heal, history, limit, rounds, server }) {
    const { town, disk } = ground
    const isFull = () => history.troubles.some(({ reason, at }) => reason === 'storage_full' && at > since)
    let since = 0
    for (let round = 0; round < rounds; round++) {
      await sleep(300)
      since = performance.now()
      fault()
      const giveBack = await fill(disk)
      limit(await until(isFull, allowed(10_000)), 'refused', 'nobody was told that the disk is full')
      await sleep(FULL)
      const read = await request(server.url, 'GET', `/api/messages?roomId=${town.den}`, { token: town.owner.token })
      limit(read.status === 200, 'refused', `reading from a full disk was answered with ${read.status}`)
      await giveBack()
      await heal()
    }
  },
  canary: {
    name: 'a server that takes a full disk for an unexpected error',
    finds: ['refused'],
    build: [{ from: 'storage_full: [Unavailable,', to: 'storage_full: [GeneralError,' }]
  }
}
