import type { Membership } from '$sdk'
import { SvelteMap } from 'svelte/reactivity'
import { client } from '../../lib/api.ts'
import { everyPage } from '../../lib/pages.ts'
import { ReadMarks } from './read-marks.ts'

export type Role = Membership['role']

export interface KeptMemberships {
  mine: readonly Membership[]
  members: readonly (readonly [roomId: string, members: readonly Membership[]])[]
}

const service = () => client.service('memberships')

/** My memberships, how far I have read, and the members of the rooms that were looked at. */
class Memberships {
  #me = ''
  readonly #mine = new SvelteMap<string, Membership>()
  readonly #members = new SvelteMap<string, readonly Membership[]>()
  readonly #marks = new ReadMarks((roomId, readSeq) => service().patch(this.mine(roomId)?.id ?? '', { readSeq }))

  /** My membership of a room. */
  mine(roomId: string): Membership | undefined {
    return this.#mine.get(roomId)
  }

  /** Everyone in a room; undefined until `loadMembers()` has been there. */
  in(roomId: string): readonly Membership[] | undefined {
    return this.#members.get(roomId)
  }

  /** Owners and moderators of a room look after it. */
  moderates(roomId: string): boolean {
    const role = this.mine(roomId)?.role
    return role === 'owner' || role === 'moderator'
  }

  /** All my memberships, as the server has them now. */
  async load(): Promise<void> {
    const mine = await everyPage((id) =>
      service().find({ query: { userId: this.#me, ...id, $limit: 100, $sort: { id: 1 } } })
    )
    const rooms = new Set(mine.map(({ roomId }) => roomId))
    for (const roomId of this.#mine.keys()) if (!rooms.has(roomId)) this.#mine.delete(roomId)
    for (const membership of mine) this.#keep(membership)
  }

  /** Members of rooms: of one that is looked at, or of all direct rooms, which are named after them. */
  async loadMembers(roomIds: readonly string[]): Promise<void> {
    for (let i = 0; i < roomIds.length; i += 100) {
      const ids = roomIds.slice(i, i + 100)
      const found = await everyPage((id) =>
        service().find({ query: { roomId: { $in: ids }, ...id, $limit: 100, $sort: { id: 1 } } })
      )
      for (const roomId of ids) {
        const members = found.filter((membership) => membership.roomId === roomId)
        this.#members.set(roomId, members)
        for (const membership of members) if (membership.userId === this.#me) this.#keep(membership)
      }
    }
  }

  /** Joins a room, or adds somebody else to it. */
  async add(roomId: string, userId?: string): Promise<Membership> {
    const membership = await service().create(userId ? { roomId, userId } : { roomId })
    this.#came(membership)
    return membership
  }

  async setRole(membership: Membership, role: Role): Promise<void> {
    this.#changed(await service().patch(membership.id, { role }))
  }

  /** Leaves, or takes somebody out. @throws 409 `last_owner`: the others would be left without an owner */
  async remove(membership: Membership): Promise<void> {
    this.#went(await service().remove(membership.id))
  }

  /** Everything up to `seq` is read. Shown at once, told to the server in its own time. */
  read(roomId: string, seq: number) {
    const mine = this.mine(roomId)
    if (!mine || seq <= (mine.readSeq ?? 0)) return
    this.#mine.set(roomId, { ...mine, readSeq: seq })
    this.#marks.mark(roomId, seq)
  }

  /** What was kept stands until the server has been asked. How far was read without a line is told when there is one. */
  recall({ mine, members }: KeptMemberships) {
    for (const membership of mine) if (!this.#mine.has(membership.roomId)) this.#mine.set(membership.roomId, membership)
    for (const [roomId, some] of members) if (!this.#members.has(roomId)) this.#members.set(roomId, some)
  }

  toKeep(): KeptMemberships {
    return { mine: [...this.#mine.values()], members: [...this.#members] }
  }

  /** Tells what could not be told while the line was lost. */
  flush() {
    this.#marks.flush()
  }

  start(me: string): () => void {
    this.#me = me
    const memberships = service()
    memberships.on('created', this.#came)
    memberships.on('patched', this.#changed)
    memberships.on('removed', this.#went)
    return () => {
      memberships.off('created', this.#came)
      memberships.off('patched', this.#changed)
      memberships.off('removed', this.#went)
      this.#marks.stop()
      this.#mine.clear()
      this.#members.clear()
    }
  }

  readonly #came = (membership: Membership) => {
    if (membership.userId === this.#me) this.#keep(membership)
    const others = this.in(membership.roomId)?.filter(({ id }) => id !== membership.id)
    if (others) this.#members.set(membership.roomId, [...others, membership])
  }

  readonly #changed = (membership: Membership) => {
    if (membership.userId === this.#me) this.#keep(membership)
    const members = this.in(membership.roomId)
    if (!members) return
    this.#members.set(
      membership.roomId,
      members.map((other) => (other.id === membership.id ? { ...other, ...membership } : other))
    )
  }

  readonly #went = (membership: Membership) => {
    const { roomId, userId } = membership
    if (userId === this.#me) {
      this.#mine.delete(roomId)
      this.#members.delete(roomId)
      return
    }
    const members = this.in(roomId)
    if (members)
      this.#members.set(
        roomId,
        members.filter(({ id }) => id !== membership.id)
      )
  }

  /** The server's word, but for a mark of ours that is still on its way. The room's event leaves private fields out. */
  #keep(membership: Membership) {
    const known = this.mine(membership.roomId)
    if (membership.readSeq !== undefined) this.#marks.known(membership.roomId, membership.readSeq)
    const readSeq = Math.max(membership.readSeq ?? 0, known?.id === membership.id ? (known.readSeq ?? 0) : 0)
    this.#mine.set(membership.roomId, { ...known, ...membership, readSeq })
    this.#marks.mark(membership.roomId, readSeq)
  }
}

export const memberships = new Memberships()
