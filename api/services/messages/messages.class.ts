import type { Application } from '../../declarations.ts'
import type { Params } from '@feathersjs/feathers'
import { Table } from '../../table.ts'
import type { Room } from '../rooms/rooms.schema.ts'
import { messageSchema, MOST_CHANGES, type Message } from './messages.schema.ts'

const messageColumns = Object.keys(messageSchema.properties)

export type Head = Pick<Room, 'lastSeq' | 'lastRev'>
type Within = Pick<Params, 'transaction' | 'place'>

/** The log of all rooms. */
export class MessageService extends Table<Message> {
  constructor(app: Application) {
    super(app, 'messages', messageSchema, { most: MOST_CHANGES })
  }

  /** The head of a room's log, locked until the transaction ends: no gap, and a retry sees the first try. */
  async head(roomId: string, { place, transaction }: Within): Promise<Head> {
    // the policy was asked about this very room, in this transaction: its row is locked and at hand
    if (place?.room?.id === roomId) return place.room as Room
    return transaction!.trx!('rooms').where({ id: roomId }).forNoKeyUpdate().first('lastSeq', 'lastRev')
  }

  async revise(id: string, changes: Partial<Message>, params: Within): Promise<Message> {
    const [message] = await this.rows(params).where({ id }).update(changes).returning(messageColumns)
    return message as Message
  }

  async moveHead(roomId: string, head: Partial<Head>, { transaction }: Within) {
    await transaction!.trx!('rooms').where({ id: roomId }).update(head)
  }
}
