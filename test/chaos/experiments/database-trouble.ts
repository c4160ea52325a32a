import { setTimeout as sleep } from 'node:timers/promises'
import knex from 'knex'
import type { Experiment, Stage } from '../experiment.ts'
import { isPostgres, type PostgresGround } from '../world/postgres.ts'
import { answersBeforeCommit } from './breaks.ts'

const BETWEEN = [200, 600] as const
/** Longer than the server waits for a lock (4 s). */
const HELD = 4_600
/** So long there is no connection left for the server (ms). */
const CROWDED = 2_000

type Trouble = (ground: PostgresGround, stage: Stage) => Promise<void>

const restarted: Trouble = async ({ cluster }) => {
  await cluster.stop('fast')
  await cluster.start()
}

const moved: Trouble = async ({ cluster, wire }) => {
  await cluster.move()
  wire.moveTo(cluster.port())
}

const cutOff: Trouble = async ({ wire }) => {
  wire.shut()
  wire.cut()
  await sleep(500)
  wire.open()
}

/** Somebody else takes every connection that there is. */
const crowded: Trouble = async ({ cluster, wire }) => {
  const others = Array.from({ length: cluster.most }, () =>
    knex({ client: 'pg', connection: cluster.url('postgres'), pool: { min: 0, max: 1 } })
  )
  const connected = others.map((other) => other.raw('select 1').catch(() => undefined))
  wire.cut()
  await Promise.all(connected)
  await sleep(CROWDED)
  await Promise.all(others.map((other) => other.destroy()))
}

const locked: Trouble = ({ look, town }) =>
  look((db) =>
    db.transaction(async (trx) => {
      await trx('rooms').where({ id: town.square }).forUpdate().first('id')
      await sleep(HELD)
    })
  )

/** The server holds the room and waits for the table; we hold the table and wait for the room. */
const deadlocked: Trouble = ({ look, town }) =>
  look((db) =>
    db
      .transaction(async (trx) => {
        await trx.raw('lock table messages in share mode')
        await sleep(300)
        for (const id of [town.square, town.den]) await trx('rooms').where({ id }).forUpdate().first('id')
      })
      // one of the two is the victim
      .catch(() => undefined)
  )

const TROUBLES = [restarted, deadlocked, crowded, cutOff, moved, locked]

export const databaseTrouble: Experiment = {
  id: 'F10',
  name: 'PostgreSQL restarts, moves, has no connection left, is cut off, locks or deadlocks',
  sentence: 'a database that is away for a moment is waited for, and its server needs no restart',
  on: ['PostgreSQL'],
  alone: true,
  people: { writers: 5, readers: 2, pause: 40 },
  rounds: { short: 4, long: 18 },
  async inflict(stage) {
    const { chance, fault, ground, heal, rounds } = stage
    if (!isPostgres(ground)) return
    for (let round = 0; round < rounds; round++) {
      await sleep(chance.between(...BETWEEN))
      fault()
      await TROUBLES[round % TROUBLES.length]?.(ground, stage)
      await heal()
    }
  },
  canary: {
    name: 'a server that answers before the commit',
    finds: ['lost', 'ghost'],
    build: answersBeforeCommit,
    rounds: 1
  }
}
