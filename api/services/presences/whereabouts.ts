type News =
  | { what: 'came' | 'went'; roomId: string; userId: string }
  | { what: 'all'; people: [roomId: string, userId: string][] }
  | { what: 'beat' }
  | { what: 'ask' }
  | { what: 'gone' }

/** What a node tells the others of the people at it. By `at`, which grows by one, who hears it sees whether they missed one. */
export type Told = News & { node: string; at: number }

/** A node says so often that it is there (ms). */
export const BEAT = 5_000
/** Who is at a node that has said nothing for so long (ms) is not here any more. */
export const LEASE = 3 * BEAT + 1_000

interface Elsewhere {
  at: number
  heardAt: number
  rooms: Map<string, Set<string>>
}

/**
 * Who has which room open, at this node and at all others. Each node counts the windows at itself, tells the others of the first
 * and the last of each person, and believes them for the time of a lease. So each knows all of it, and answers by itself.
 */
export class Whereabouts {
  readonly #node = crypto.randomUUID()
  #at = 0
  /** Windows at this node, by room and person. */
  readonly #windows = new Map<string, Map<string, number>>()
  readonly #elsewhere = new Map<string, Elsewhere>()
  readonly #say: (told: Told) => void
  readonly #changed: (roomId: string, userId: string, isHere: boolean) => void

  /** `changed` hears of everybody who comes to a room or has left it, wherever their windows are. */
  constructor(say: (told: Told) => void, changed: (roomId: string, userId: string, isHere: boolean) => void) {
    this.#say = say
    this.#changed = changed
  }

  /** Ids of those who have a room open. */
  people(roomId: string): Set<string> {
    const here = new Set(this.#windows.get(roomId)?.keys())
    for (const { rooms } of this.#elsewhere.values()) for (const userId of rooms.get(roomId) ?? []) here.add(userId)
    return here
  }

  isHere(roomId: string, userId: string): boolean {
    if (this.#windows.get(roomId)?.has(userId)) return true
    return [...this.#elsewhere.values()].some(({ rooms }) => rooms.get(roomId)?.has(userId))
  }

  /** One more window of somebody shows a room at this node. */
  opened(roomId: string, userId: string) {
    const people = this.#windows.get(roomId) ?? new Map<string, number>()
    this.#windows.set(roomId, people)
    const count = people.get(userId) ?? 0
    const wasHere = this.isHere(roomId, userId)
    people.set(userId, count + 1)
    if (count > 0) return
    if (!wasHere) this.#changed(roomId, userId, true)
    this.#tell({ what: 'came', roomId, userId })
  }

  /** One window fewer. */
  closed(roomId: string, userId: string) {
    const people = this.#windows.get(roomId)
    const count = people?.get(userId) ?? 0
    if (!people || count === 0) return
    if (count > 1) {
      people.set(userId, count - 1)
      return
    }
    people.delete(userId)
    if (people.size === 0) this.#windows.delete(roomId)
    if (!this.isHere(roomId, userId)) this.#changed(roomId, userId, false)
    this.#tell({ what: 'went', roomId, userId })
  }

  /** Another node tells of itself. */
  hear(told: Told) {
    const { node, at } = told
    if (node === this.#node) return
    if (told.what === 'ask') {
      this.#tellAll()
      return
    }
    if (told.what === 'gone') {
      this.#forget(node)
      return
    }
    const known = this.#elsewhere.get(node) ?? { at: -1, heardAt: 0, rooms: new Map<string, Set<string>>() }
    this.#elsewhere.set(node, known)
    known.heardAt = performance.now()
    const before = known.at
    known.at = at
    if (told.what === 'all') {
      this.#replace(known, told.people)
      return
    }
    if (told.what === 'beat') {
      if (at !== before) this.ask()
    } else if (at !== before + 1) this.ask()
    else this.#move(known, told.roomId, told.userId, told.what === 'came')
  }

  /** To be called every `BEAT` ms: says that this node is there, and lets go of those that are not. */
  beat() {
    this.#tell({ what: 'beat' })
    const now = performance.now()
    for (const [node, { heardAt }] of this.#elsewhere) if (now - heardAt > LEASE) this.#forget(node)
  }

  /** Asks the others who is there. */
  ask() {
    this.#tell({ what: 'ask' })
  }

  /** Says that this node goes. */
  end() {
    this.#tell({ what: 'gone' })
  }

  #tell(news: News) {
    if (news.what === 'came' || news.what === 'went') this.#at++
    this.#say({ node: this.#node, at: this.#at, ...news })
  }

  #tellAll() {
    const people = [...this.#windows].flatMap(([roomId, ids]) =>
      [...ids.keys()].map((id): [string, string] => [roomId, id])
    )
    this.#tell({ what: 'all', people })
  }

  #move({ rooms }: Elsewhere, roomId: string, userId: string, isHere: boolean) {
    const wasHere = this.isHere(roomId, userId)
    const people = rooms.get(roomId) ?? new Set<string>()
    rooms.set(roomId, people)
    if (isHere) people.add(userId)
    else people.delete(userId)
    if (people.size === 0) rooms.delete(roomId)
    if (this.isHere(roomId, userId) !== wasHere) this.#changed(roomId, userId, isHere)
  }

  #replace(known: Elsewhere, people: [string, string][]) {
    const now = new Set(people.map((pair) => pair.join()))
    for (const [roomId, ids] of known.rooms)
      for (const userId of ids) if (!now.has([roomId, userId].join())) this.#move(known, roomId, userId, false)
    for (const [roomId, userId] of people) this.#move(known, roomId, userId, true)
  }

  #forget(node: string) {
    const known = this.#elsewhere.get(node)
    if (!known) return
    this.#replace(known, [])
    this.#elsewhere.delete(node)
  }
}
