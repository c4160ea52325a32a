import type { Knex } from 'knex'

/** What was booked of one kind, on one part of the books. */
export interface Booked {
  /** charge, fee, refund … */
  kind: string
  part: 'asset' | 'income' | 'expense' | 'liability'
  currency: string
  /** minor units; income is negative */
  amount: number
}

/** The lines of the books that belong to gifts for one campaign. */
export const linesOf = (db: Knex, campaignId: string, test: boolean) =>
  db('donations')
    .join('ledger', 'ledger.donationId', 'donations.id')
    .where({ 'donations.campaignId': campaignId, 'donations.test': test })

export const bookedOf = async (db: Knex, campaignId: string, test: boolean): Promise<Booked[]> => {
  const rows: { kind: string; account: string; currency: string; amount: number | string }[] = await linesOf(
    db,
    campaignId,
    test
  )
    .groupBy('ledger.kind', 'ledger.account', 'ledger.currency')
    .select('ledger.kind', 'ledger.account', 'ledger.currency')
    .sum('ledger.amount as amount')
  return rows.map(({ kind, account, currency, amount }) => ({
    kind,
    part: account.replace(/^test:/, '').split(':')[0] as Booked['part'],
    currency,
    amount: Number(amount)
  }))
}
