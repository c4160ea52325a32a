import type { Kind as ViolationKind } from './checker.ts'
import type { History } from './history.ts'
import type { Reader } from './people/reader.ts'
import type { Following } from './people/room-log.ts'
import type { Writer } from './people/writer.ts'
import type { Chance } from './random.ts'
import type { Change } from './world/broken.ts'
import type { Ground, Kind } from './world/ground.ts'
import type { Need } from './world/needs.ts'
import type { Pair } from './world/pair.ts'
import type { Server } from './world/server.ts'
import type { Wire } from './world/wire.ts'

/** One way in which the world goes wrong, and what must hold all the same. */
export interface Experiment {
  /** Its number in the list of faults. */
  id: string
  /** What is done, for the table. */
  name: string
  /** What holds. */
  sentence: string
  on: readonly Kind[]
  needs?: readonly Need[]
  people: { writers: number; readers: number; pause: number }
  /** How often the fault comes: in the short suite, and in the long command. */
  rounds: { short: number; long: number }
  /** Others on the same kind of database would feel it, or it would feel them. */
  alone?: boolean
  /** Mostly waits, so that it may run beside any number of others. */
  idle?: boolean
  /** The database lies on a disk of so many bytes. */
  disk?: number
  /** Two servers and a Redis between them: people are at one and the other in turns. */
  nodes?: 2
  /** What the servers, and the programs of half the people, are at first; this version if left out. */
  from?: 'the last release'
  /** A right that is taken on one node is gone on all within so long (ms); at once if left out. */
  rightsWithin?: number
  /** More in the environment of the server. */
  env?: (ground: Ground) => NodeJS.ProcessEnv
  /** Does it, `stage.rounds` times. */
  inflict(stage: Stage): Promise<void>
  /** What is broken to see that the experiment finds it. */
  canary: Canary
}

export interface Canary {
  /** What is broken, for the table. */
  name: string
  /** Violations of one of these kinds must be found. */
  finds: readonly ViolationKind[]
  /** Lines of the built server that are exchanged. */
  build?: readonly Change[]
  /** A window that does wrong. */
  Log?: Following
  /** Rounds that it takes; as many as in the short suite if left out. */
  rounds?: number
}

/** What an experiment plays on. */
export interface Stage {
  ground: Ground
  server: Server
  /** Where there are two nodes; `server` is the first of them. */
  pair: Pair | undefined
  history: History
  chance: Chance
  rounds: number
  /** The canary is tried. */
  broken: boolean
  /** It has been found by a limit: there is nothing more to look for. */
  found(): boolean
  writers: readonly Writer[]
  readers: readonly Reader[]
  /** The lines of the people to the server, of writers and of readers apart. */
  wires: { writers: readonly Wire[]; readers: readonly Wire[]; all: readonly Wire[] }
  /** Stops a server in good order, and starts it as this version. */
  renew(server: Server): Promise<void>
  /** Counts a fault. */
  fault(times?: number): void
  /** The trouble is over now: waits until everybody is whole, and notes how long each of them took. */
  heal(): Promise<void>
  /** Notes a limit that was not kept. */
  limit(holds: boolean, kind: ViolationKind, what: string): void
  /** A measurement for the table; of several the worst counts. */
  figure(name: string, ms: number): void
}
