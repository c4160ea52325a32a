import type { Message } from '$sdk'
import { announcer } from '../../lib/announcer.svelte.ts'
import { inWords } from '../../lib/api.ts'
import { toasts } from '../../lib/ui/toasts.svelte.ts'
import { memberships } from '../memberships/memberships.svelte.ts'
import { profiles } from '../profiles/profiles.svelte.ts'
import { rooms } from '../rooms/rooms.svelte.ts'
import { messages } from './messages.svelte.ts'
import { asShown, itemsOf, type Item, type Shown } from './rows.ts'

/** Unread messages that surely need more than one screen: the log opens where they begin. */
const MANY = 40
/** ms over which new messages are gathered before they are read out */
const GATHER = 3_000
/** ms for which the message of a link is highlighted */
const FLASH = 2_000

/** What one visit to a room shows: its messages, what is unread, what is being edited. */
export class RoomMessages {
  readonly roomId: string
  readonly #me: string
  readonly #timeline
  #unreadFrom = $state(Infinity)
  #editing = $state<string>()
  #flashing = $state<number>()
  #known: ReadonlyMap<string, Item> = new Map()
  #news: Message[] = []

  constructor(roomId: string, me: string) {
    this.roomId = roomId
    this.#me = me
    this.#timeline = messages.timeline(roomId)
    // what the room's head is known to be is part of the first answer; else opened far back it would fetch all changes since
    const room = rooms.get(roomId)
    if (room) void this.#timeline.head(room.lastRev, room.lastSeq)
    this.beginVisit()
  }

  get timeline() {
    return this.#timeline
  }
  /** `seq` of the first message that was unread when the visit began; Infinity when none was. */
  get unreadFrom() {
    return this.#unreadFrom
  }
  /** Id of the message that is being edited. */
  get editing() {
    return this.#editing
  }
  /** `seq` of the message that a link led to, as long as it is highlighted. */
  get flashing() {
    return this.#flashing
  }

  readonly shown = $derived.by((): readonly Shown[] => {
    const stored = this.#timeline.rows.filter(({ id, deletedAt }) => !deletedAt && !messages.erasures.has(id))
    if (!this.#timeline.atEnd) return stored
    const ids = new Set(this.#timeline.rows.map(({ id }) => id))
    const pending = messages.pending(this.roomId).filter(({ id }) => !ids.has(id))
    return [...stored, ...pending.map((item) => asShown(item, this.#me))]
  })

  readonly items = $derived.by((): readonly Item[] => {
    const items = itemsOf({ messages: this.shown, me: this.#me, unreadFrom: this.#unreadFrom }, this.#known)
    this.#known = new Map(items.map((item) => [item.key, item]))
    return items
  })

  /** Opens at the message `seq`; without it where the unread begin if they are many, else at the end. */
  async open(seq?: number): Promise<void> {
    await this.#timeline.open(seq ?? (this.#isFarUnread() ? this.#unreadFrom : undefined))
  }

  /** Shows the end of the room, whatever is shown now. */
  async toEnd(): Promise<void> {
    await this.#timeline.open()
  }

  /** Loads what is around a message, and highlights it for 2 s. */
  async goTo(seq: number): Promise<void> {
    await this.#timeline.open(seq)
    this.#flashing = seq
    setTimeout(() => {
      if (this.#flashing === seq) this.#flashing = undefined
    }, FLASH)
  }

  /** Sends, below everything that is there. */
  send(text: string) {
    messages.send(this.roomId, text)
    void this.toEnd()
  }

  edit(id: string) {
    this.#editing = id
  }

  /** @returns whether there is one that can be edited */
  editLast(): boolean {
    const last = this.shown.findLast(({ userId, pending, gift }) => userId === this.#me && !pending && !gift)
    this.#editing = last?.id
    return last !== undefined
  }

  stopEditing() {
    this.#editing = undefined
  }

  /** @throws {PublicError} the text was refused, or the line is lost: the editor stays open with it */
  async save({ id, text }: Shown, changed: string): Promise<void> {
    if (changed !== text) await messages.edit(id, changed)
    if (this.#editing === id) this.#editing = undefined
  }

  /** Takes a message off the screen, and deletes it unless that is undone within 6 s. */
  erase({ id, pending }: Shown) {
    if (this.#editing === id) this.#editing = undefined
    if (pending) {
      messages.discard(id)
      return
    }
    messages.erasures.begin(id, (error) => toasts.fail(`The message is still there. ${inWords(error)}`))
    toasts.say('Message deleted', { action: { label: 'Undo', run: () => messages.erasures.undo(id) } })
  }

  /** `seq` of the last message here that is stored; 0 when there is none. */
  get end() {
    return this.#timeline.rows.at(-1)?.seq ?? 0
  }

  /** Everything up to `seq` was seen. */
  read(seq: number) {
    memberships.read(this.roomId, Math.min(seq, this.end))
  }

  /** Nothing here is unread any more. */
  readAll() {
    memberships.read(this.roomId, rooms.get(this.roomId)?.lastSeq ?? 0)
    this.#unreadFrom = Infinity
  }

  /** The window was left: what comes from now on stands below the line when somebody returns. */
  away() {
    if (rooms.unread(this.roomId) === 0) this.#unreadFrom = this.#timeline.lastSeq + 1
  }

  /** Reads new messages out, several at once when they come quickly. */
  listen(): () => void {
    let timer: ReturnType<typeof setTimeout> | undefined
    const stop = messages.hear((message) => {
      // gifts are read out by their own code
      if (message.roomId !== this.roomId || message.userId === this.#me || message.gift) return
      this.#news.push(message)
      if (this.#news.length === 1) timer = setTimeout(() => this.#announce(), GATHER)
    })
    return () => {
      stop()
      clearTimeout(timer)
      this.#timeline.following = true
    }
  }

  #announce() {
    const [first] = this.#news
    if (!first) return
    const name = profiles.get(first.userId as string).displayName
    announcer.say(this.#news.length === 1 ? `${name}: ${first.text}` : `${this.#news.length} new messages`)
    this.#news = []
  }

  /** What is unread now stands below the line. */
  beginVisit() {
    this.#unreadFrom = rooms.unread(this.roomId) > 0 ? (memberships.mine(this.roomId)?.readSeq ?? 0) + 1 : Infinity
  }

  #isFarUnread(): boolean {
    return rooms.unread(this.roomId) > MANY
  }
}
