import type { Application } from '../declarations.ts'
import { withTransaction } from '../hooks/transact.ts'
import { accept, retryDue } from './inbox.ts'
import { move } from './move.ts'
import { requestRefund } from './request-refund.ts'
import type { DonationRow } from './rows.ts'
import { syncFromProvider, tell } from './settle.ts'
import { OPEN } from './states.ts'
import { refreshSupport } from './totals.ts'

const MINUTE = 60_000
/** A gift that nobody tells of is asked about after so long (ms), counted from its beginning. */
const CHECKS = [2 * MINUTE, 10 * MINUTE, 35 * MINUTE, 2 * 60 * MINUTE, 24 * 60 * MINUTE, 72 * 60 * MINUTE]
/** Until then whoever began a gift may still get its checkout (ms). */
const NEVER_OPENED = 90 * MINUTE
/** What the provider did not tell is looked up so often, and with so much overlap (ms). */
const LOOK_EVERY = 15 * MINUTE
const OVERLAP = 60 * MINUTE

/** When a gift that was begun at `createdAt` is asked about next. */
export const nextCheck = (createdAt: number, now = Date.now()): number | null =>
  CHECKS.map((wait) => createdAt + wait).find((at) => at > now) ?? null

/** Finds what was missed: lost notices, gifts that hang, refunds that were cut off, badges that end. Safe on several nodes. */
export const reconcile = async (app: Application) => {
  if (app.get('payments').mode === 'none') return endBadges(app)
  await retryDue(app)
  await checkOpen(app)
  await finishRefunds(app)
  await endBadges(app)
  await lookUp(app)
}

/** Each gift is taken by one node, which moves its next check before it asks. */
const checkOpen = async (app: Application) => {
  const { read, transaction } = app.get('database')
  const now = Date.now()
  const due: DonationRow[] = await read('donations')
    .whereIn('status', [...OPEN])
    .where('checkAt', '<=', now)
    .limit(50)
  for (const donation of due) {
    const { id, checkAt, createdAt, test, checkoutRef } = donation
    const mine = await transaction((trx) =>
      trx('donations')
        .where({ id, checkAt })
        .update({ checkAt: nextCheck(createdAt, now) })
    )
    if (mine !== 1 || Boolean(test) !== app.get('payments').test) continue
    if (checkoutRef) await syncFromProvider(app, id, 'reconcile')
    // a checkout that never came about: nobody can have paid
    else if (createdAt < now - NEVER_OPENED)
      await withTransaction(app, async (transaction) => {
        if (await move(transaction.trx!, donation, 'expired', 'reconcile')) tell(app, transaction, donation)
      })
  }
}

/** A refund that was decided, and whose node went down before the provider was told. */
const finishRefunds = async (app: Application) => {
  const cutOff = await app
    .get('database')
    .read('refunds')
    .where({ status: 'requested' })
    .where('createdAt', '<', Date.now() - MINUTE)
    .limit(20)
    .pluck<string[]>('id')
  for (const id of cutOff)
    await requestRefund(app, id).catch((error: unknown) => {
      // that the provider refuses it stands with the refund, and keeps nothing else from being done
      if ((error as { data?: { reason?: string } }).data?.reason !== 'invalid_transition') throw error
    })
}

const endBadges = async (app: Application) => {
  const ended = await app
    .get('database')
    .read('profiles')
    .where('supporterUntil', '<=', Date.now())
    .limit(100)
    .select<{ id: string; supporterTest: boolean | number }[]>('id', 'supporterTest')
  for (const { id, supporterTest } of ended)
    await withTransaction(app, (transaction) => refreshSupport(app, transaction, id, Boolean(supporterTest)))
}

/** Everything since the last look goes through the same door as a notice; what is known already is ignored there. */
const lookUp = async (app: Application) => {
  const { read, transaction } = app.get('database')
  const now = Date.now()
  const row: { value: number } | undefined = await read('counters').where({ name: LOOKED_AT }).first('value')
  const last = row?.value ?? 0
  if (now - last < LOOK_EVERY) return
  const since = last ? last - OVERLAP : now - 24 * 60 * MINUTE
  for await (const event of app.get('payments').provider.listChanges(since)) await accept(app, event)
  // only now: when the provider does not answer, or this node goes down, the next look begins where this one did
  await transaction(async (trx) => {
    await trx('counters').insert({ name: LOOKED_AT, value: 0 }).onConflict('name').ignore()
    await trx('counters').where({ name: LOOKED_AT, value: last }).update({ value: now })
  })
}
const LOOKED_AT = 'payments looked up'
