import type { Experiment } from '../experiment.ts'
import type { History } from '../history.ts'
import type { Chance } from '../random.ts'
import type { Server } from '../world/server.ts'
import type { Town } from '../world/town.ts'
import { aWire } from '../world/wire.ts'
import { aGoer } from './goer.ts'
import type { Sdk } from './line.ts'
import { aReader, type Reader, type Reading } from './reader.ts'
import { aWriter } from './writer.ts'

interface Gathering {
  experiment: Pick<Experiment, 'people' | 'rightsWithin'>
  servers: readonly Server[]
  town: Town
  history: History
  chance: Chance
  /** What half of the people have, on each server. */
  sdk: Sdk | undefined
  Log?: Reading['Log']
}

/** One after the other, and from the beginning again. */
const chosen = <T>(of: readonly T[], i: number) => of[i % of.length] as T

/** Everybody who takes part in a trial, each on a wire of their own to one of the servers. */
export const gather = async ({ experiment, servers, town, history, chance, sdk, Log }: Gathering) => {
  const { people, rightsWithin } = experiment
  const wiresFor = async (count: number) =>
    Promise.all(Array.from({ length: count }, (_, i) => aWire(chosen(servers, i).port, chance.branch(`wire ${i}`))))
  const ofWriters = await wiresFor(people.writers)
  const ofReaders = await wiresFor(people.readers + 2)
  const roomIds = [town.square, town.den]
  /** In turns of two, as people are at the servers in turns of one. */
  const sdkOf = (i: number) => (i % 4 < 2 ? sdk : undefined)
  const reading = (i: number, name: string) => ({
    ...{ url: ofReaders[i]?.url ?? '', history, chance: chance.branch(name), sdk: sdkOf(i) },
    ...(Log && { Log })
  })
  const goer = aGoer(reading(people.readers, 'goer'), {
    town,
    ...(servers.length > 1 && { keeper: chosen(servers, people.readers + 1).url }),
    ...(rightsWithin && { within: rightsWithin })
  })
  const outsider = aReader({ ...reading(people.readers + 1, 'outsider'), person: town.outsider, roomIds: [] })
  const readers: Reader[] = town.readers
    .slice(0, people.readers)
    .map((person, i) => aReader({ ...reading(i, person.name), person, roomIds }))
  const writers = ofWriters.map(({ url }, i) => {
    const { name, ...person } = chosen(town.writers, i)
    const window = `${name} ${i}`
    return aWriter({
      ...{ url, person: { ...person, name: window }, roomIds, history, pause: people.pause, sdk: sdkOf(i) },
      chance: chance.branch(window),
      over: i % 3 === 2 ? 'REST' : 'socket'
    })
  })
  const wires = { writers: ofWriters, readers: ofReaders, all: [...ofWriters, ...ofReaders] }
  return { readers, writers, goer, wires, everybody: [...readers, ...writers, goer, outsider] }
}
