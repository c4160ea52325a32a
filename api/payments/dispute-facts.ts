import { v7 as uuidv7 } from 'uuid'
import type { Application, Transaction } from '../declarations.ts'
import type { Dispute } from '../services/disputes/disputes.schema.ts'
import { bookBack, bookedBack } from './going-back.ts'
import { book, type LedgerKind } from './ledger.ts'
import type { DisputeState } from './provider.ts'
import type { DonationRow } from './rows.ts'

/** What has gone on does not go back, whatever an older answer says. */
const DISPUTE_STEPS: readonly Dispute['status'][] = ['inquiry', 'needs_response', 'under_review']

export const noteDispute = async (
  app: Application,
  transaction: Transaction,
  donation: DonationRow,
  state: DisputeState
) => {
  const trx = transaction.trx!
  const { ref, amount, reason, status, dueAt, createdAt } = state
  const known: Dispute | undefined = await trx('disputes').where({ providerRef: ref }).first()
  const closedAt = status === 'won' || status === 'lost' ? Date.now() : null
  const { currency, id: donationId } = donation
  const row: Dispute = {
    id: known?.id ?? uuidv7(),
    donationId,
    amount,
    currency,
    reason,
    status,
    dueAt,
    createdAt,
    closedAt
  }
  if (!known) await trx('disputes').insert({ ...row, providerRef: ref })
  else if (known.closedAt !== null || (known.status === status && known.dueAt === dueAt)) return
  else if (closedAt === null && DISPUTE_STEPS.indexOf(status) < DISPUTE_STEPS.indexOf(known.status)) return
  else await trx('disputes').where({ id: known.id }).update({ status, dueAt, closedAt })
  transaction.after?.(async () => {
    app.service('disputes').emit(known ? 'patched' : 'created', await app.service('disputes').get(row.id))
  })
}

/** While a dispute lasts, the provider holds the money: it is neither here nor given back. */
export const bookDispute = async (
  app: Application,
  transaction: Transaction,
  donation: DonationRow,
  { ref, amount, status }: Pick<DisputeState, 'ref' | 'amount' | 'status'>
) => {
  if (status === 'inquiry') return
  const trx = transaction.trx!
  const { asset, hold } = app.get('payments').accounts(donation)
  const { id: donationId, currency } = donation
  const fact = (kind: LedgerKind, entries: { account: string; amount: number }[]) =>
    book(trx, { kind, sourceKey: `${kind}:${ref}`, donationId, currency, test: Boolean(donation.test), entries })
  await fact('dispute', [
    { account: hold, amount },
    { account: asset, amount: -amount }
  ])
  if (status === 'won')
    await fact('dispute_won', [
      { account: asset, amount },
      { account: hold, amount: -amount }
    ])
  if (status === 'lost') {
    const before = await bookedBack(transaction, donation)
    await bookBack(app, transaction, donation, {
      kind: 'dispute_lost',
      sourceKey: `dispute_lost:${ref}`,
      before,
      amount,
      to: 'hold'
    })
  }
}

/** It is taken when the dispute begins, and kept even when it is won. */
export const bookDisputeFee = async (
  app: Application,
  transaction: Transaction,
  donation: DonationRow,
  { ref, fee }: DisputeState
) => {
  if (fee <= 0) return
  const { asset, disputeFee } = app.get('payments').accounts(donation)
  const { id: donationId, currency } = donation
  await book(transaction.trx!, {
    kind: 'dispute_fee',
    sourceKey: `dispute_fee:${ref}`,
    donationId,
    currency,
    test: Boolean(donation.test),
    entries: [
      { account: disputeFee, amount: fee },
      { account: asset, amount: -fee }
    ]
  })
}
