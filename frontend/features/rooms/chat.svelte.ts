import { socket } from '../../lib/api.ts'
import { Connection } from '../../lib/connection.svelte.ts'
import { memberships } from '../memberships/memberships.svelte.ts'
import { drafts } from '../messages/drafts.svelte.ts'
import { messages } from '../messages/messages.svelte.ts'
import { presences } from '../presences/presences.svelte.ts'
import { profiles } from '../profiles/profiles.svelte.ts'
import { typing } from '../typing/typing.svelte.ts'
import { rooms } from './rooms.svelte.ts'

/** ms between two comparisons of what we show with what the server has: so even an event that got lost heals. */
const COMPARE_EVERY = 60_000

/** All of the chat, from signing in to signing out, over every loss of the line. */
class Chat {
  readonly connection = new Connection(socket, () => void this.#back())

  /** Begins to listen for `me`, and loads my rooms as soon as there is a line. */
  start(me: string): () => void {
    const stops = [
      memberships.start(me),
      rooms.start(me, (roomId) => messages.drop(roomId)),
      messages.start(me),
      typing.start(me),
      presences.start(),
      drafts.start(),
      this.connection.open()
    ]
    const compare = setInterval(() => void this.#compare(), COMPARE_EVERY)
    return () => {
      clearInterval(compare)
      for (const stop of stops) stop()
    }
  }

  async #back() {
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
    } catch {
      // the line was lost again
    }
  }
}

export const chat = new Chat()
