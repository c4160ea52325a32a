import { announcer } from '../../lib/announcer.svelte.ts'
import type { RoomMessages } from '../messages/room-messages.svelte.ts'
import type { Given, Shown } from '../messages/rows.ts'
import { profiles } from '../profiles/profiles.svelte.ts'
import { giftAlerts } from './alerts.svelte.ts'
import { campaignOf } from './campaign-of.svelte.ts'
import { giftInWords } from './gift-words.ts'
import { giverOf } from './giver.ts'
import { HOLD, onShelf } from './shelf.ts'

/** ms within which a gift that appears is news to be read out */
const NEWS = 15_000
/** More would push the log off the screen. */
const MOST = 3

const isGift = (message: Shown): message is Given => Boolean(message.gift)

/** Taken off the shelf by hand; also when one comes back to the room. */
const dismissed = new Set<string>()

/** Large gifts of the last minutes in a room, and the voice that reads new ones out. */
export class GiftShelf {
  readonly #log: RoomMessages
  #now = $state(Date.now())
  /** The log forgets what is scrolled away; the shelf does not. */
  #seen = $state.raw<ReadonlyMap<string, Given>>(new Map())
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(log: RoomMessages) {
    this.#log = log
  }

  readonly held = $derived.by(() => {
    if (!giftAlerts.on) return []
    const given = [...this.#seen.values()]
    const suggestedFor = (id: string) => campaignOf.get(id)?.suggestions.map(({ amount }) => amount)
    return onShelf({ given, suggestedFor, now: this.#now })
      .filter(({ gift }) => !dismissed.has(gift.id))
      .slice(0, MOST)
  })

  dismiss(id: string) {
    dismissed.add(id)
    this.#look()
  }

  /** Follows what the log shows. */
  follow(messages: readonly Shown[]) {
    const given = messages.filter(isGift)
    const rows = new Set(this.#log.timeline.rows.map(({ id }) => id))
    const now = Date.now()
    const seen = new Map<string, Given>()
    // deleted: it was in the window, and is no longer shown
    for (const [id, gift] of this.#seen) if (!rows.has(id) && now - gift.createdAt < HOLD.most) seen.set(id, gift)
    for (const gift of given) {
      seen.set(gift.id, gift)
      if (!this.#seen.has(gift.id) && now - gift.createdAt < NEWS) this.#say(gift)
    }
    this.#seen = seen
    this.#look()
  }

  stop() {
    clearTimeout(this.#timer)
  }

  /** The shelf changes by itself when the time of a gift is over. */
  #look() {
    clearTimeout(this.#timer)
    this.#now = Date.now()
    const next = Math.min(...this.held.map(({ until }) => until))
    if (Number.isFinite(next)) this.#timer = setTimeout(() => this.#look(), next - this.#now + 50)
  }

  #say({ gift, userId, text }: Given) {
    const { name } = giverOf({ gift, userId }, (id) => profiles.get(id))
    announcer.say(giftInWords(gift, name, text))
  }
}
