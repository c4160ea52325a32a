import type { Database } from './database.ts'

/** What sessions and accounts allow, as a number that grows with each change: what was read before it counts no longer. */
export interface Rights {
  version: number
  /** Somebody's session, role or status has changed here; or, `elsewhere`, on another node. */
  changed(elsewhere?: boolean): void
  /** Has other nodes told of changes. */
  onChange?: () => void
}

export const createRights = (): Rights => {
  const rights: Rights = {
    version: 0,
    changed(elsewhere = false) {
      rights.version++
      if (!elsewhere) rights.onChange?.()
    }
  }
  return rights
}

/** A change to whom a session admits, and as what; not that it was used. */
const CHANGES_RIGHTS = /^(?:update|delete from) .(?:users|sessions). (?!set .lastSeenAt.)/

/** The same database; each transaction that changes rights says so before anybody is told that it is durable. */
export const tellingOf = (rights: Rights, database: Database): Database => ({
  ...database,
  async transaction(work) {
    const seen = { change: false }
    try {
      return await database.transaction((trx) => {
        trx.on('query', ({ sql }: { sql: string }) => (seen.change ||= CHANGES_RIGHTS.test(sql)))
        return work(trx)
      })
    } finally {
      // also when it failed: an answer to a commit can be lost
      if (seen.change) rights.changed()
    }
  }
})
