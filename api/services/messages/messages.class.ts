import type { Application } from '../../declarations.ts'
import { Table, type TableParams } from '../../table.ts'
import type { Room } from '../rooms/rooms.schema.ts'
import { messageSchema, MOST_CHANGES, type Message } from './messages.schema.ts'

export type Head = Pick<Room, 'lastSeq' | 'lastRev'>
type Within = Pick<TableParams, 'transaction'>

/** The log of all rooms. */
export class MessageService extends Table<Message> {
  constructor(app: Application) {
    super(app, 'messages', messageSchema, { most: MOST_CHANGES })
  }

  /** The head of a room's log, locked until the transaction ends: no gap, and a retry sees the first try. */
  async head(roomId: string, { transaction }: Within): Promise<Head> {
    return transaction!.trx!('rooms').where({ id: roomId }).forNoKeyUpdate().first('lastSeq', 'lastRev')
  }

  async moveHead(roomId: string, head: Partial<Head>, { transaction }: Within) {
    await transaction!.trx!('rooms').where({ id: roomId }).update(head)
  }
}
