import type { Params } from '@feathersjs/feathers'
import { v7 as uuidv7 } from 'uuid'
import { placeOf } from '../../limits.ts'

/** What was done: a verb of a noun (`users.role`), about whom, where, and what changed. */
export interface ActWords {
  action: string
  subjectId?: string | null | undefined
  roomId?: string | null | undefined
  recordId?: string | undefined
  details?: object | undefined
}

/** Writes an act into the log, in the transaction of what was done: there is never one without the other. */
export const recordAct = async (
  { params: { actor, address, transaction } }: { params: Params },
  { action, subjectId, roomId, recordId, details = {} }: ActWords
) => {
  await transaction!.trx!('acts').insert({
    id: uuidv7(),
    userId: actor?.userId ?? null,
    action,
    subjectId: subjectId ?? null,
    roomId: roomId ?? null,
    recordId: recordId ?? null,
    details: JSON.stringify(details),
    address: address === undefined ? null : placeOf(address),
    sessionId: actor?.sessionId ?? null,
    createdAt: Date.now()
  })
}
