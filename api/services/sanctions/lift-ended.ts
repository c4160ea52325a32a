import type { Application } from '../../declarations.ts'

/** Lets those come back whose suspension has ended. Mutes end by themselves: they are compared with the clock. */
export const liftEnded = async (app: Application) => {
  const now = Date.now()
  const due = await app
    .get('database')
    .read('users')
    .where({ status: 'suspended' })
    .where('suspendedUntil', '<=', now)
    .pluck<string[]>('id')
  for (const id of due) {
    await app.get('database').transaction(async (trx) => {
      await trx('users')
        .where({ id, status: 'suspended' })
        .where('suspendedUntil', '<=', now)
        .update({ status: 'active', suspendedUntil: null })
      await trx('sanctions')
        .where({ userId: id, kind: 'suspension', liftedAt: null })
        .where('endsAt', '<=', now)
        .update({ liftedAt: now })
    })
  }
}
