import type { HookContext } from '../../../declarations.ts'
import { refusal } from '../../../errors.ts'
import { MOST_CHANGES, type Message } from '../messages.schema.ts'

/** A message says something: blanks and invisible characters alone do not. */
export const saysSomething = ({ data, params }: HookContext) => {
  const { text } = data as Pick<Message, 'text'>
  if (params.provider && !/[\p{L}\p{N}\p{P}\p{S}]/u.test(text)) throw refusal('text_empty')
}

const MOST_HISTORY = 100

/** "What changed since rev n?" may be answered with more messages at once than a page of history. */
export const boundPage = ({ params }: HookContext) => {
  const { rev, $limit = 0 } = params.query ?? {}
  const most = typeof rev === 'object' && '$gt' in rev ? MOST_CHANGES : MOST_HISTORY
  if (params.provider && $limit > most) throw refusal('invalid_limit')
}
