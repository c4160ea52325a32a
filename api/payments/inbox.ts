import { v7 as uuidv7 } from 'uuid'
import type { Application } from '../declarations.ts'
import { isId } from '../validators.ts'
import { noteDecline } from './declines.ts'
import type { ProviderEvent, Refs } from './provider.ts'
import { renew, syncSubscription } from './renewals.ts'
import type { DonationRow } from './rows.ts'
import { syncFromProvider } from './settle.ts'

/** What is kept of a notice. */
interface EventRow {
  id: string
  eventId: string
  type: string
  test: boolean | number
  refs: string
  state: 'new' | 'done' | 'failed' | 'ignored'
  tries: number
}

/** After a failure a notice is tried again after so long (ms). */
const WAITS = [2_000, 10_000, 60_000, 10 * 60_000, 3600_000, 6 * 3600_000]

/** Keeps a notice, once, and does what follows from it. Whatever goes wrong then is tried again by ourselves. */
export const accept = async (app: Application, event: ProviderEvent): Promise<void> => {
  const { id: eventId, type, test, createdAt: _at, ...refs } = event
  const row = { id: uuidv7(), eventId, type, test, refs: JSON.stringify(refs), state: 'new' as const, tries: 0 }
  const now = Date.now()
  const kept = await app.get('database').transaction((trx) =>
    trx('paymentEvents')
      .insert({ ...row, error: null, nextAt: now + (WAITS[0] ?? 0), receivedAt: now, doneAt: null })
      .onConflict('eventId')
      .ignore()
      .returning('id')
  )
  if (kept.length > 0) await process(app, row)
}

/** Tries what is due: notices that failed, and those whose node went down in the middle. */
export const retryDue = async (app: Application) => {
  const due: EventRow[] = await app
    .get('database')
    .read('paymentEvents')
    .whereIn('state', ['new', 'failed'])
    .where('nextAt', '<=', Date.now())
    .orderBy('receivedAt')
    .limit(50)
  for (const row of due) await process(app, row)
}

/** Never throws: what went wrong stands with the notice. */
export const process = async (app: Application, row: Omit<EventRow, 'state'>) => {
  const outcome = await handle(app, row).then(
    (done) => ({ state: done ? 'done' : 'ignored', error: null, nextAt: null, doneAt: Date.now() }),
    (error: unknown) => {
      app.get('logger').warn({ err: error, event: row.type }, 'a payment notice could not be handled')
      const wait = WAITS[row.tries + 1]
      const nextAt = wait ? Date.now() + wait : null
      return { state: 'failed', error: wordsOf(error), nextAt, doneAt: null }
    }
  )
  await app.get('database').transaction((trx) =>
    trx('paymentEvents')
      .where({ id: row.id })
      .update({ ...outcome, tries: row.tries + 1 })
  )
  if (outcome.state === 'failed')
    app.service('payment-events').emit('patched', await app.service('payment-events').get(row.id))
}

/** Only our own words go into the table: a database's error holds SQL. */
const wordsOf = (error: unknown) => {
  const { name, message } = error as Error
  return name === 'ProviderError' ? message.slice(0, 200) : name.slice(0, 60)
}

/** @returns false when it is about nothing of ours */
const handle = async (app: Application, row: Omit<EventRow, 'state'>): Promise<boolean> => {
  const refs = JSON.parse(row.refs) as Refs & { declined?: boolean }
  if (Boolean(row.test) !== app.get('payments').test) return false
  if (row.type.startsWith('customer.subscription.')) return syncSubscription(app, String(refs.subscriptionRef))
  if (row.type.startsWith('invoice.')) {
    const known = refs.subscriptionRef ? await renew(app, refs) : false
    if (refs.subscriptionRef) await syncSubscription(app, refs.subscriptionRef)
    return known
  }
  const donation = await find(app, refs)
  if (!donation) return false
  if (refs.declined) await noteDecline(app, donation, row.eventId)
  else await syncFromProvider(app, donation.id, 'webhook')
  return true
}

const find = async (
  app: Application,
  { checkoutRef, paymentRef, donationId }: Refs
): Promise<DonationRow | undefined> => {
  const db = app.get('database').read
  const by = async (where: object): Promise<DonationRow | undefined> => db('donations').where(where).first()
  return (
    (checkoutRef && (await by({ checkoutRef }))) ||
    (paymentRef && (await by({ paymentRef }))) ||
    // another program on the same account may call its payments what it likes
    (isId(donationId) && (await by({ id: donationId }))) ||
    undefined
  )
}
