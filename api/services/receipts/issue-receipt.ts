import { v7 as uuidv7 } from 'uuid'
import type { Application, Transaction } from '../../declarations.ts'
import { donorEmail } from '../../payments/donor.ts'
import type { DonationRow } from '../../payments/rows.ts'
import type { ReceiptSnapshot } from './receipt-html.ts'
import type { Receipt } from './receipts.schema.ts'

/**
 * The next number of its kind and year, without gaps: it is taken in the transaction of what it is for, so that a number which was
 * not used is taken by the next one.
 */
const nextNumber = async ({ trx }: Transaction, test: boolean, at: number) => {
  const year = String(new Date(at).getUTCFullYear())
  const name = `${test ? 'test receipt' : 'receipt'} ${year}`
  await trx!('counters').insert({ name, value: 0 }).onConflict('name').ignore()
  const [counter]: {
    value: number
  }[] = await trx!('counters').where({ name }).increment('value', 1).returning('value')
  return `${test ? 'TEST-' : ''}${year}-${String(counter?.value ?? 0).padStart(6, '0')}`
}

/** Writes a receipt for a gift that came, or a credit note for `amount` (minor units) that went back. As it is now, it stays. */
export const issueReceipt = async (
  app: Application,
  transaction: Transaction,
  donation: DonationRow,
  { kind, amount, name }: { kind: Receipt['kind']; amount: number; name: string }
): Promise<string> => {
  const trx = transaction.trx!
  const issuedAt = Date.now()
  const test = Boolean(donation.test)
  const number = await nextNumber(transaction, test, issuedAt)
  const { title }: { title: string } = await trx('campaigns').where({ id: donation.campaignId }).first('title')
  const community: { name: string } = await trx('communities').first('name')
  const email = await donorEmail(trx, donation)
  const first: { number: string } | undefined = await trx('receipts')
    .where({ donationId: donation.id, kind: 'receipt' })
    .first('number')
  const { currency } = donation
  const snapshot: ReceiptSnapshot = {
    number,
    kind,
    test,
    issuedAt,
    community: { name: community.name || 'Hearth' },
    donor: { name, ...(email && { email }) },
    lines: [{ date: donation.succeededAt ?? issuedAt, text: title, amount, currency }],
    total: [{ amount, currency }],
    method: donation.method ?? '',
    ...(kind === 'credit_note' && first && { refersTo: first.number })
  }
  const id = uuidv7()
  const row = { id, number, donationId: donation.id, userId: donation.userId, kind, test, createdAt: issuedAt }
  await trx('receipts').insert({ ...row, snapshot: JSON.stringify(snapshot) })
  transaction.after?.(() => void app.service('receipts').emit('created', row))
  return number
}
