import { createHmac } from 'node:crypto'
import type { Application, Transaction } from '../../declarations.ts'
import type { GiftCard, Message } from './messages.schema.ts'
import { toColumns } from './message-rows.ts'

/** A gift as a room is told of it. Of an anonymous one nothing here leads to its donor. */
export interface GiftEntry {
  /** The donation: a gift is one message, however often it is told. Never shown. */
  key: string
  /** Null: no room is told; a message that is there already is kept up to date. */
  roomId: string | null
  userId: string | null
  donationId: string | null
  text: string
  card: GiftCard
  /** When the money came (ms since 1970). */
  at: number
}

/**
 * The id follows from the donation, so that a gift is posted once; by way of the secret, so that nobody can take it first, nor see
 * when an anonymous donor opened the form, as the donation's own id would tell.
 */
export const giftMessageId = (app: Application, { key, at }: Pick<GiftEntry, 'key' | 'at'>) => {
  const bits = createHmac('sha256', app.get('authSecret')).update(`gift ${key}`).digest('hex')
  const time = at.toString(16).padStart(12, '0')
  const variant = (8 + (Number.parseInt(bits[3] ?? '0', 16) % 4)).toString(16)
  return `${time.slice(0, 8)}-${time.slice(8)}-7${bits.slice(0, 3)}-${variant}${bits.slice(4, 7)}-${bits.slice(7, 19)}`
}

/**
 * Puts a gift into its room's log, or brings the message of one that is there up to date: each change takes the next `rev`. One
 * that was taken down stays down. Heard by the room once the transaction is durable.
 */
export const tellGift = async (app: Application, entry: GiftEntry, transaction: Transaction) => {
  const messages = app.service('messages')
  const params = { transaction }
  const rows = () => messages.rows(params)
  const { key, roomId, userId, donationId, text, card, at } = entry
  const stored: { id: string } | undefined = await rows().where({ giftKey: key }).first('id')
  // the head locks the room of the message, which the campaign may have left since
  const before = stored && (await messages.stored(stored.id, params))
  const place = before?.roomId ?? roomId
  if (!place) return
  const head = await messages.head(place, params)
  const rev = head.lastRev + 1
  if (before) {
    const now = await messages.stored(before.id, params)
    if (!now || now.deletedAt || saysTheSame(now, entry)) return
    await messages.moveHead(now.roomId, { lastRev: rev }, params)
    const revised = await messages.revise(now.id, { userId, donationId, text, gift: card, rev }, params)
    transaction.after?.(() => void messages.emit('patched', revised))
    return
  }
  const seq = head.lastSeq + 1
  await messages.moveHead(place, { lastSeq: seq, lastRev: rev }, params)
  const times = { createdAt: at, editedAt: null, deletedAt: null }
  const id = giftMessageId(app, entry)
  const message: Message = {
    id,
    roomId: place,
    userId,
    seq,
    rev,
    kind: 'gift',
    text,
    replyTo: null,
    donationId,
    gift: card,
    ...times
  }
  await rows().insert({ ...toColumns(message), giftKey: key })
  transaction.after?.(() => void messages.emit('created', message))
}

const saysTheSame = (message: Message, { userId, donationId, text, card }: GiftEntry) =>
  JSON.stringify([message.userId, message.donationId, message.text, sorted(message.gift)]) ===
  JSON.stringify([userId, donationId, text, sorted(card)])

const sorted = (card: GiftCard | null) => card && Object.entries(card).sort(([a], [b]) => a.localeCompare(b))
