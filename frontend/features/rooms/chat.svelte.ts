import type { Profile, Room } from '$sdk'
import { AccountDatabase } from '../../lib/account-database.ts'
import { socket } from '../../lib/api.ts'
import { Connection } from '../../lib/connection.svelte.ts'
import { memberships, type KeptMemberships } from '../memberships/memberships.svelte.ts'
import { drafts } from '../messages/drafts.svelte.ts'
import { messages, type KeptLog } from '../messages/messages.svelte.ts'
import { presences } from '../presences/presences.svelte.ts'
import { profiles } from '../profiles/profiles.svelte.ts'
import { typing } from '../typing/typing.svelte.ts'
import { rooms } from './rooms.svelte.ts'
import { Standing, type Truth } from './standing.svelte.ts'

/** ms between two comparisons of what we show with what the server has: so even an event that got lost heals. */
const COMPARE_EVERY = 60_000

interface Around extends KeptMemberships {
  rooms: Room[]
  profiles: Profile[]
}

/** All of the chat, from signing in to signing out, over every loss of the line. */
class Chat {
  readonly connection = new Connection(socket, () => void this.#back())
  readonly standing = new Standing()
  /** The heads of all rooms were compared since the line was there. */
  #compared = $state(false)

  /** How this page stands against the server, by what it knows to be missing. */
  get truth(): Truth {
    if (this.connection.state !== 'fine') return 'broken'
    if (!this.connection.connected) return 'away'
    return this.#compared && !messages.behind && messages.waiting === 0 ? 'fine' : 'behind'
  }

  /** Begins to listen for `me`, and loads my rooms as soon as there is a line. */
  start(me: string): () => void {
    const database = new AccountDatabase(me)
    void this.#recall(database)
    const stops = [
      memberships.start(me),
      rooms.start(me, (roomId) => messages.drop(roomId)),
      messages.start(me, database),
      typing.start(me),
      presences.start(),
      drafts.start(),
      this.connection.open()
    ]
    let stopped = false
    void import('./keep.ts').then(({ keep }) => !stopped && stops.push(keep(database)))
    const compare = setInterval(() => void this.#compare(), COMPARE_EVERY)
    // what the server could not tell us, everybody asks for: not all at once
    let soon: ReturnType<typeof setTimeout> | undefined
    const moved = ({ within }: { within: number }) => {
      clearTimeout(soon)
      soon = setTimeout(() => void this.#compare(), Math.random() * within)
    }
    socket.on('heads may have moved', moved)
    return () => {
      stopped = true
      clearInterval(compare)
      clearTimeout(soon)
      socket.off('heads may have moved', moved)
      for (const stop of stops) stop()
    }
  }

  /** Shows what this browser kept, until the server has answered. */
  async #recall(database: AccountDatabase) {
    const kept = await database.all<Around | KeptLog>('kept')
    messages.recall(kept.filter((one) => 'log' in one))
    const around = kept.find((one) => 'rooms' in one)
    if (!around || rooms.loaded) return
    memberships.recall(around)
    profiles.recall(around.profiles)
    rooms.recall(around.rooms)
  }

  async #back() {
    this.#compared = false
    presences.again()
    profiles.refresh()
    await this.#compare()
    memberships.flush()
  }

  /** Without an answer nothing is lost: the next comparison comes in a minute, or with the next line. */
  async #compare() {
    if (!this.connection.connected) return
    try {
      await rooms.load()
      await messages.comeBack(rooms.all)
      this.#compared = this.connection.connected
    } catch {
      // the line was lost again
    }
  }
}

export const chat = new Chat()
