import type { Application } from '../../declarations.ts'
import type { Params, Query } from '@feathersjs/feathers'
import { v7 as uuidv7 } from 'uuid'
import { Table, type TableParams } from '../../table.ts'
import { together } from '../../together.ts'
import type { Room } from '../rooms/rooms.schema.ts'
import type { Appended, Post } from './append-all.ts'
import { appendOne, appendOn } from './append-on.ts'
import { messageColumns, outward, toColumns, type Row } from './message-rows.ts'
import { messageSchema, MOST_CHANGES, type Message, type MessageData } from './messages.schema.ts'

export type Head = Pick<Room, 'lastSeq' | 'lastRev'>
/** What `create` answers, whichever of Feathers' forms of it is meant. */
type One = Message & Message[]
type Within = Pick<Params, 'transaction' | 'place'>

/** How many messages go into one transaction. */
const MOST_TOGETHER = 64
/** On PostgreSQL a room that somebody else holds keeps only its lane waiting; SQLite has one writer. */
const LANES = { sqlite: 1, postgres: 4 }

/** The places between `after` and `before` of one room, if that is what is asked for; who may see one of them may see all. */
const stretchOf = (query: Query) => {
  const { roomId, seq = {}, $and = [], $sort: _sort, $limit: _limit, $skip: _skip, $select: _select, ...others } = query
  if (typeof seq !== 'object') return undefined
  const { $gt: after = 0, $lt: before = Infinity, ...bounds } = seq as Record<string, number>
  const isScope = (part: object) => Object.keys(part).every((key) => key === 'roomId')
  const isAll = [others, bounds].every((more) => Object.keys(more).length === 0) && ($and as object[]).every(isScope)
  return typeof roomId === 'string' && isAll ? { id: roomId, after, before } : undefined
}

/** The log of all rooms. */
export class MessageService extends Table<Message, MessageData> {
  private readonly appendTogether: (post: Post) => Promise<Appended>

  constructor(app: Application) {
    super(app, 'messages', messageSchema, { most: MOST_CHANGES })
    const lanes = LANES[app.get('database').kind]
    // the last letters of a UUID are drawn by lot
    const laneOf = ({ roomId }: Post) => Number.parseInt(roomId.slice(-4), 16) % lanes
    this.appendTogether = together(appendOn(app), { most: MOST_TOGETHER, laneOf })
  }

  /**
   * Gives a new message its author, time and place, and writes it together with others that come now, or in the transaction of
   * the call. One that is stored is answered as it stands, with `params.repeated`.
   */
  override async create(data: MessageData | MessageData[], params: TableParams = {}): Promise<One> {
    const { actor, judge, transaction } = params
    // the schema refuses lists
    const { id = uuidv7(), roomId, text, replyTo = null } = data as MessageData
    const post = { id, roomId, text, replyTo, actor: actor!, judge }
    const { message, isNew } = await (transaction ? appendOne(transaction.trx!, post) : this.appendTogether(post))
    params.repeated = !isNew
    // every column stands in it, so there is nothing to read back
    return message as One
  }

  /** Places have no gaps: how many messages a stretch of a room has, its head tells without counting them. */
  protected override async count(params: TableParams, page: Message[]): Promise<number> {
    const room = stretchOf(params.query ?? {})
    if (!room || page.length === 0) return super.count(params, page)
    const db = params.transaction?.trx ?? this.Model
    const head = await db('rooms').where({ id: room.id }).first<Head | undefined>('lastSeq')
    return Math.max(0, Math.min(room.before - 1, head?.lastSeq ?? 0) - Math.max(0, room.after))
  }

  /** The head of a room's log, locked until the transaction ends: no gap, and a retry sees the first try. */
  async head(roomId: string, { place, transaction }: Within): Promise<Head> {
    // the policy was asked about this very room, in this transaction: its row is locked and at hand
    if (place?.room?.id === roomId) return place.room as Room
    return transaction!.trx!('rooms').where({ id: roomId }).forNoKeyUpdate().first('lastSeq', 'lastRev')
  }

  async stored(id: string, params: Within): Promise<Message | undefined> {
    const row: Row | undefined = await this.rows(params).where({ id }).first(messageColumns)
    return row && outward(row)
  }

  async revise(id: string, changes: Partial<Message>, params: Within): Promise<Message> {
    const [row] = await this.rows(params).where({ id }).update(toColumns(changes)).returning(messageColumns)
    return outward(row as Row)
  }

  async moveHead(roomId: string, head: Partial<Head>, { transaction }: Within) {
    await transaction!.trx!('rooms').where({ id: roomId }).update(head)
  }
}
