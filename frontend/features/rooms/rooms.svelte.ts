import type { Membership, Message, Room, RoomPatch } from '$sdk'
import { SvelteMap } from 'svelte/reactivity'
import { client } from '../../lib/api.ts'
import { everyPage } from '../../lib/pages.ts'
import { memberships } from '../memberships/memberships.svelte.ts'

export interface NewRoom {
  name: string
  topic: string
  slug?: string
  visibility: 'public' | 'private'
}

/** Where a room is, or one message of it. */
export const addressOf = ({ slug }: Room, seq?: number) => `/r/${encodeURIComponent(slug)}${seq ? `/${seq}` : ''}`

const service = () => client.service('rooms')
const newest = (a: Room, b: Room | undefined): Room =>
  b ? { ...a, lastSeq: Math.max(a.lastSeq, b.lastSeq), lastRev: Math.max(a.lastRev, b.lastRev) } : a

/** The rooms I am in, with the heads of their logs. */
class Rooms {
  #me = ''
  #loaded = $state(false)
  readonly #rooms = new SvelteMap<string, Room>()
  #dropped: (roomId: string) => void = () => undefined

  /** The list has been fetched once. */
  get loaded() {
    return this.#loaded
  }

  /** What was kept is shown until the server has been asked. */
  recall(kept: readonly Room[]) {
    if (!this.#loaded) for (const room of kept) this.#keep(room)
  }

  get all(): Room[] {
    return [...this.#rooms.values()]
  }

  get(id: string): Room | undefined {
    return this.#rooms.get(id)
  }

  bySlug(slug: string): Room | undefined {
    return this.all.find((room) => room.slug === slug)
  }

  /** Messages that I have not read, my own left out when they are all there is. */
  unread(roomId: string): number {
    const room = this.get(roomId)
    return room ? Math.max(0, room.lastSeq - (memberships.mine(roomId)?.readSeq ?? 0)) : 0
  }

  /** Unread messages over all rooms that are not muted. */
  get unreadTotal(): number {
    return this.all.reduce(
      (sum, { id, archivedAt }) =>
        archivedAt || memberships.mine(id)?.notify === 'none' ? sum : sum + this.unread(id),
      0
    )
  }

  /** All my rooms and memberships as the server has them now. Rooms I am no longer in are dropped. */
  async load(): Promise<void> {
    const [rooms] = await Promise.all([
      everyPage((id) => service().find({ query: { joined: true, ...id, $limit: 100, $sort: { id: 1 } } })),
      memberships.load()
    ])
    const ids = new Set(rooms.map(({ id }) => id))
    for (const id of [...this.#rooms.keys()]) if (!ids.has(id)) this.#drop(id)
    for (const room of rooms) this.#keep(room)
    const direct = rooms.filter(({ id, visibility }) => visibility === 'direct' && !memberships.in(id))
    await memberships.loadMembers(direct.map(({ id }) => id))
    this.#loaded = true
  }

  /** A room by its address that I am not in: a public one, or nothing. */
  async look(slug: string): Promise<Room | undefined> {
    const { data } = await service().find({ query: { slug, $limit: 1 } })
    return data[0]
  }

  /** Public rooms that I am not in, by name; `search` narrows to names of which a word begins so. */
  async find(search = ''): Promise<Room[]> {
    const words = search.trim() ? { search: search.trim() } : {}
    const { data } = await service().find({ query: { joined: false, ...words, $limit: 50, $sort: { name: 1 } } })
    return data
  }

  async create(room: NewRoom): Promise<Room> {
    return this.#enter(await service().create(room))
  }

  /** The room of me and one other person; it is made when it does not exist yet. With myself it is for notes. */
  async openDirect(userId: string): Promise<Room> {
    return this.#enter(await service().create({ visibility: 'direct', userIds: [userId] }))
  }

  async join(room: Room): Promise<Room> {
    await memberships.add(room.id)
    return this.#enter(await service().get(room.id))
  }

  async patch(id: string, changes: RoomPatch): Promise<void> {
    this.#keep(await service().patch(id, changes))
  }

  /** The room stays readable, and takes no more messages. */
  async archive(id: string): Promise<void> {
    this.#keep(await service().remove(id))
  }

  async leave(id: string): Promise<void> {
    const mine = memberships.mine(id)
    if (mine) await memberships.remove(mine)
    this.#drop(id)
  }

  /** `dropped` hears of rooms that I am no longer in. */
  start(me: string, dropped: (roomId: string) => void): () => void {
    this.#me = me
    this.#dropped = dropped
    const [rooms, messages, mine] = [service(), client.service('messages'), client.service('memberships')]
    rooms.on('patched', this.#changed)
    rooms.on('removed', this.#changed)
    messages.on('created', this.#moved)
    messages.on('patched', this.#moved)
    messages.on('removed', this.#moved)
    mine.on('created', this.#joined)
    mine.on('removed', this.#left)
    return () => {
      rooms.off('patched', this.#changed)
      rooms.off('removed', this.#changed)
      messages.off('created', this.#moved)
      messages.off('patched', this.#moved)
      messages.off('removed', this.#moved)
      mine.off('created', this.#joined)
      mine.off('removed', this.#left)
      this.#rooms.clear()
      this.#loaded = false
    }
  }

  readonly #changed = (room: Room) => {
    if (this.#rooms.has(room.id)) this.#keep(room)
  }

  /** An event of the log moves the room's head; no event of the room is sent for that. */
  readonly #moved = ({ roomId, userId, seq, rev }: Message) => {
    const room = this.get(roomId)
    if (!room) return
    this.#rooms.set(roomId, { ...room, lastSeq: Math.max(room.lastSeq, seq), lastRev: Math.max(room.lastRev, rev) })
    const readBefore = memberships.mine(roomId)?.readSeq === seq - 1
    if (userId === this.#me && readBefore) memberships.read(roomId, seq)
  }

  readonly #joined = ({ roomId, userId }: Membership) => {
    if (userId !== this.#me || this.#rooms.has(roomId)) return
    service()
      .get(roomId)
      .then((room) => this.#enter(room))
      .catch(() => undefined)
  }

  readonly #left = ({ roomId, userId }: Membership) => {
    if (userId === this.#me) this.#drop(roomId)
  }

  async #enter(room: Room): Promise<Room> {
    if (!memberships.mine(room.id) || room.visibility === 'direct') await memberships.loadMembers([room.id])
    this.#keep(room)
    return room
  }

  #keep(room: Room) {
    this.#rooms.set(room.id, newest(room, this.get(room.id)))
  }

  #drop(id: string) {
    if (this.#rooms.delete(id)) this.#dropped(id)
  }
}

export const rooms = new Rooms()
