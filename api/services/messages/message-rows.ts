import { messageSchema, type Message } from './messages.schema.ts'

export const messageColumns = Object.keys(messageSchema.properties)

/** The row has the card of a gift as JSON. */
export type Row = Omit<Message, 'gift'> & { gift: string | Message['gift'] }

export const outward = (row: Row): Message =>
  typeof row.gift === 'string' ? { ...row, gift: JSON.parse(row.gift) as Message['gift'] } : (row as Message)

export const toColumns = ({ gift, ...rest }: Partial<Message>) =>
  gift === undefined ? rest : { ...rest, gift: gift && JSON.stringify(gift) }
