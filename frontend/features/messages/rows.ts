import type { Message } from '$sdk'
import type { Pending } from '../../lib/outbox.svelte.ts'
import { sameDay } from '../../lib/time.ts'

/** Messages of one author that follow within these ms stand together under one name. */
export const TOGETHER = 5 * 60_000

/** A message as the log shows it: stored, or still on its way. Both have the same id, so the row stays the same element. */
export interface Shown extends Pick<Message, 'id' | 'roomId' | 'userId' | 'text' | 'createdAt' | 'editedAt' | 'seq'> {
  readonly gift?: Message['gift']
  readonly pending?: Pending
}
/** What somebody said: it has an author. */
export type Said = Shown & { userId: string }
/** What somebody gave; without `userId` nobody knows who. */
export type Given = Shown & { gift: NonNullable<Message['gift']> }

export type Item =
  | { kind: 'day'; key: string; at: number }
  | { kind: 'unread'; key: string; since: number | undefined }
  | { kind: 'message'; key: string; message: Said; head: boolean; mine: boolean }
  | { kind: 'gift'; key: string; message: Given; head: boolean; mine: boolean }

/** Rows that are not stored yet stand last. */
export const LAST = Number.MAX_SAFE_INTEGER

export const asShown = (pending: Pending, userId: string): Shown => {
  const { id, roomId, text, at } = pending
  return { id, roomId, userId, text, createdAt: at, editedAt: null, seq: LAST, pending }
}

export interface View {
  messages: readonly Shown[]
  me: string
  /** `seq` of the first message that was unread when the visit began */
  unreadFrom: number
}

/**
 * The log as a list of items: days, the line above the unread, gifts, and messages, the first of a group with its head.
 * Items that did not change are taken from `before`, so that only changed rows are drawn anew.
 */
export const itemsOf = ({ messages, me, unreadFrom }: View, before: ReadonlyMap<string, Item>): Item[] => {
  const items: Item[] = []
  let last: Shown | undefined
  let divided = false
  for (const message of messages) {
    const newDay = !last || !sameDay(last.createdAt, message.createdAt)
    if (newDay)
      items.push({ kind: 'day', key: `day ${new Date(message.createdAt).toDateString()}`, at: message.createdAt })
    const unread: boolean = !divided && message.seq >= unreadFrom && message.userId !== me && !message.pending
    if (unread) items.push({ kind: 'unread', key: 'unread', since: last?.createdAt })
    divided ||= unread
    const together =
      !message.gift && !last?.gift && last?.userId === message.userId && message.createdAt - last.createdAt < TOGETHER
    const head = newDay || unread || !together
    const known = before.get(message.id)
    const same = known && 'head' in known && known.message === message && known.head === head
    const kind = message.gift ? 'gift' : 'message'
    items.push(same ? known : ({ kind, key: message.id, message, head, mine: message.userId === me } as Item))
    last = message
  }
  return items
}
