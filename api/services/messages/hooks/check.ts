import type { HookContext } from '../../../declarations.ts'
import { refusal } from '../../../errors.ts'
import { MOST_CHANGES, type Message } from '../messages.schema.ts'

/** A message says something: blanks and invisible characters alone do not. */
export const saysSomething = ({ data, params }: HookContext) => {
  const { text } = data as Pick<Message, 'text'>
  if (params.provider && !/[\p{L}\p{N}\p{P}\p{S}]/u.test(text)) throw refusal('text_empty')
}

/** A clock may be wrong by a time zone, not by more (ms). */
const AHEAD = 24 * 3600_000

/** An id carries the time at which it was made (RFC 9562): one from the far future would stand above everything for years. */
export const isOfToday = ({ data, params }: HookContext) => {
  const { id } = data as Partial<Message>
  const madeAt = id ? parseInt(id.replace('-', '').slice(0, 12), 16) : 0
  if (params.provider && madeAt > Date.now() + AHEAD) throw refusal('id_from_future')
}

const MOST_HISTORY = 100

/** "What changed since rev n?" may be answered with more messages at once than a page of history. */
export const boundPage = ({ params }: HookContext) => {
  const { rev, $limit = 0 } = params.query ?? {}
  const most = typeof rev === 'object' && '$gt' in rev ? MOST_CHANGES : MOST_HISTORY
  if (params.provider && $limit > most) throw refusal('invalid_limit')
}
