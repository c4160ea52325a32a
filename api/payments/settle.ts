import { v7 as uuidv7 } from 'uuid'
import type { Application, Transaction } from '../declarations.ts'
import { refusal } from '../errors.ts'
import { withTransaction } from '../hooks/transact.ts'
import { charge } from './charge.ts'
import { book } from './ledger.ts'
import { move, type Cause } from './move.ts'
import { settleMovements } from './movements.ts'
import type { Snapshot } from './provider.ts'
import type { DonationRow, SubscriptionRow } from './rows.ts'
import { isPaid } from './states.ts'

/**
 * Brings a gift up to date with the provider: asks how it stands there, and takes the steps that follow, each once, whoever asks
 * and however often. The notice of the provider, the donor who comes back, and the job that looks for what was missed all come here.
 * @throws {ProviderError} the provider did not answer; nothing has changed
 */
export const syncFromProvider = async (app: Application, donationId: string, cause: Cause): Promise<void> => {
  const donation = await read(app, donationId)
  const { checkoutRef, invoiceRef, paymentRef } = donation
  // what was rehearsed is unknown to the real provider
  const isForeign = Boolean(donation.test) !== app.get('payments').test
  if (donation.provider === 'offline' || isForeign || (!checkoutRef && !invoiceRef)) return
  const snapshot = await app.get('payments').provider.fetch({ checkoutRef, invoiceRef, paymentRef })
  await withTransaction(app, (transaction) => apply(app, transaction, donationId, snapshot, cause))
}

const read = async (app: Application, id: string): Promise<DonationRow> => {
  const row: DonationRow | undefined = await app.get('database').read('donations').where({ id }).first()
  if (!row) throw refusal('not_found')
  return row
}

/** Locks the gift, so that what it is moved by comes one after the other. */
export const locked = async ({ trx }: Transaction, id: string): Promise<DonationRow> => {
  const row: DonationRow | undefined = await trx!('donations').where({ id }).forUpdate().first()
  if (!row) throw refusal('not_found')
  return row
}

/** What the provider has must be what was asked for. Anything else is for a person to look at, and nothing of it is public. */
const differs = (donation: DonationRow, snapshot: Snapshot): string | undefined => {
  if (snapshot.donationId && snapshot.donationId !== donation.id) return 'another_gift'
  if (snapshot.test !== Boolean(donation.test)) return 'another_mode'
  if (snapshot.currency !== donation.currency) return 'another_currency'
  if (snapshot.total !== donation.total) return 'another_amount'
  return undefined
}

export const apply = async (
  app: Application,
  transaction: Transaction,
  donationId: string,
  snapshot: Snapshot,
  cause: Cause
) => {
  const trx = transaction.trx!
  const donation = await locked(transaction, donationId)
  const before = JSON.stringify(donation)
  const review = snapshot.state === 'open' || snapshot.state === 'expired' ? undefined : differs(donation, snapshot)
  if (review && !isPaid(donation.status)) {
    if (await move(trx, donation, 'needs_review', cause, { review, checkAt: null })) tell(app, transaction, donation)
    return
  }
  const { state } = snapshot
  if (state === 'processing') await move(trx, donation, 'processing', cause)
  if (state === 'failed') await move(trx, donation, 'failed', cause, { checkAt: null })
  if (state === 'expired') await move(trx, donation, 'expired', cause, { checkAt: null })
  if (state === 'paid') {
    await noteSubscription(app, transaction, donation, snapshot)
    await charge(app, transaction, donation, cause, snapshot)
    await noteFee(app, transaction, donation, snapshot)
    await settleMovements(app, transaction, donation, snapshot, cause)
  }
  if (JSON.stringify(donation) !== before) tell(app, transaction, donation)
}

/** The donor and the treasurers hear how a gift stands, once it is durable. */
export const tell = (app: Application, transaction: Transaction, { id }: Pick<DonationRow, 'id'>) => {
  transaction.after?.(async () => {
    const donation = await app.service('donations').get(id)
    app.service('donations').emit('patched', donation)
  })
}

/** The provider knows its fee sometimes later than the payment. */
const noteFee = async (app: Application, { trx }: Transaction, donation: DonationRow, { fee }: Snapshot) => {
  if (fee === null || fee < 0 || donation.fee !== null) return
  await trx!('donations').where({ id: donation.id }).update({ fee })
  donation.fee = fee
  const { asset, fee: expense } = app.get('payments').accounts(donation)
  await book(trx!, {
    kind: 'fee',
    sourceKey: `fee:${donation.id}`,
    donationId: donation.id,
    currency: donation.currency,
    test: Boolean(donation.test),
    entries: [
      { account: expense, amount: fee },
      { account: asset, amount: -fee }
    ]
  })
}

/** The first month of a monthly gift begins what the following months belong to. */
const noteSubscription = async (
  app: Application,
  transaction: Transaction,
  donation: DonationRow,
  { subscriptionRef }: Snapshot
) => {
  const trx = transaction.trx!
  if (!subscriptionRef || donation.subscriptionId || !donation.userId) return
  const { userId, campaignId, amount, feeCover, currency, exponent, visibility, test } = donation
  const promise: SubscriptionRow = {
    id: uuidv7(),
    ...{ userId, campaignId, amount, feeCover, currency, exponent, visibility, test },
    status: 'active',
    providerRef: subscriptionRef,
    currentPeriodEnd: null,
    version: 0,
    createdAt: Date.now(),
    endedAt: null
  }
  await trx('subscriptions').insert(promise).onConflict('providerRef').ignore()
  const stored: SubscriptionRow = await trx('subscriptions').where({ providerRef: subscriptionRef }).first()
  await trx('donations').where({ id: donation.id }).update({ subscriptionId: stored.id })
  donation.subscriptionId = stored.id
  if (stored.id !== promise.id) return
  transaction.after?.(async () => {
    app.service('subscriptions').emit('created', await app.service('subscriptions').get(stored.id))
  })
}
