import { Outbox as SdkOutbox, type Draft, type OutboxStore, type Pending } from '$sdk'
import type { AccountDatabase } from './account-database.ts'

export type { Draft, Pending }

/** ms after which a message is no longer sent without asking: what one wanted to say may be said by others, or out of place */
const OLD = 3_600_000

interface Parts {
  account: string
  database: AccountDatabase
  send(draft: Draft): Promise<unknown>
  online(): boolean
}

/** The SDK's outbox as state, in the database of the account: one for all tabs, of which one at a time sends in a room. */
export class Outbox extends SdkOutbox {
  #changes = $state(0)
  readonly #tabs: BroadcastChannel

  constructor({ account, database, send, online }: Parts) {
    const name = `hearth.outbox.${account}`
    const tabs = new BroadcastChannel(name)
    super({ send, online, oldAfter: OLD, store: storeIn(database, tabs), alone: turns(name) })
    this.#tabs = tabs
    tabs.onmessage = () => void this.look()
  }

  override get items() {
    return this.#watched(super.items)
  }

  /** Hears no more of other tabs. */
  close() {
    this.#tabs.close()
  }

  protected override changed() {
    this.#changes++
  }

  #watched<V>(value: V, _changes = this.#changes): V {
    return value
  }
}

/** One after the other over all tabs; where the browser has no locks (no https), the server tells doubled sends apart. */
const turns =
  (name: string) =>
  <R>(room: string, work: () => Promise<R>): Promise<R> =>
    'locks' in navigator ? navigator.locks.request(`${name}.${room}`, work) : work()

const storeIn = (database: AccountDatabase, tabs: BroadcastChannel): OutboxStore => ({
  load: () => database.all<Pending>('outbox'),
  async put(item) {
    await database.put('outbox', item.id, item)
    tabs.postMessage('changed')
  },
  async remove(id) {
    await database.remove('outbox', id)
    tabs.postMessage('changed')
  }
})
