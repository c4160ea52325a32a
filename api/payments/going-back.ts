import type { Application, Transaction } from '../declarations.ts'
import { book, type LedgerKind } from './ledger.ts'
import { campaignPart } from './money.ts'
import type { DonationRow } from './rows.ts'

/** Money that leaves, or (negative) comes back: from the campaign and from what covered the fees, to `account`. */
export const bookBack = async (
  app: Application,
  transaction: Transaction,
  donation: DonationRow,
  {
    kind,
    sourceKey,
    before,
    amount,
    to
  }: { kind: LedgerKind; sourceKey: string; before: number; amount: number; to: 'asset' | 'hold' }
) => {
  const accounts = app.get('payments').accounts(donation)
  const part = campaignPart(donation, before + amount) - campaignPart(donation, before)
  return book(transaction.trx!, {
    kind,
    sourceKey,
    donationId: donation.id,
    currency: donation.currency,
    test: Boolean(donation.test),
    entries: [
      { account: accounts.campaign, amount: part },
      { account: accounts.feeCover, amount: amount - part },
      { account: accounts[to], amount: -amount }
    ]
  })
}

/** How much has gone back by what the books say, minor units. */
export const bookedBack = async ({ trx }: Transaction, donation: DonationRow) => {
  const rows = await trx!('ledger')
    .where({ donationId: donation.id })
    .where((builder) => {
      void builder.where('account', 'like', '%income:campaign:%').orWhere('account', 'like', '%income:fee_cover')
    })
    .sum('amount as sum')
  return donation.total + Number(rows[0]?.sum ?? 0)
}
