import type { Application } from '../../declarations.ts'
import type { Params } from '@feathersjs/feathers'
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
