import type { Application } from '../../declarations.ts'
import type { DonationRow } from '../../payments/rows.ts'
import { OPEN } from '../../payments/states.ts'
import { epcPayload } from '../receipts/bank-transfer.ts'
import { donationSchema, type Donation } from './donations.schema.ts'

interface BankAccount {
  accountHolder: string | null
  iban: string | null
  bic: string | null
}

const FIELDS = Object.keys(donationSchema.properties) as (keyof Donation)[]

/** A gift as its donor sees it, also one that is not stored yet. */
export const shownToDonor = async (app: Application, row: DonationRow) =>
  outward(row, { isMine: true, keepsBooks: false }, awaitsTransfer(row) ? await bankAccount(app) : undefined)

/** Its donor is told where to send the money. */
export const awaitsTransfer = ({ provider, status, reference }: DonationRow) =>
  provider === 'offline' && status === 'pending' && reference !== null

export const bankAccount = (app: Application): PromiseLike<BankAccount> =>
  app.get('database').read('communities').first('accountHolder', 'iban', 'bic')

interface Eyes {
  isMine: boolean
  keepsBooks: boolean
}

/** A gift as somebody may see it: columns of ours alone stay here. */
export const outward = (
  row: DonationRow,
  { isMine, keepsBooks }: Eyes,
  bank: BankAccount | undefined,
  selected?: string[]
): Donation => {
  const all = {
    ...row,
    test: Boolean(row.test),
    coverFees: Boolean(row.coverFees),
    checkoutUrl: isMine && OPEN.includes(row.status) ? row.checkoutUrl : null,
    review: keepsBooks ? row.review : null,
    donorEmail: keepsBooks ? row.donorEmail : null,
    bankTransfer: isMine && awaitsTransfer(row) && bank ? transferOf(row, bank) : null
  }
  const names = FIELDS.filter((name) => name === 'id' || !selected || selected.includes(name))
  return Object.fromEntries(names.map((name) => [name, all[name]])) as Donation
}

const transferOf = ({ amount, currency, reference }: DonationRow, { accountHolder, iban, bic }: BankAccount) => ({
  accountHolder: accountHolder ?? '',
  iban: iban ?? '',
  bic,
  reference: reference ?? '',
  epc:
    currency === 'EUR' && iban && accountHolder
      ? epcPayload({ name: accountHolder, iban, ...(bic && { bic }), amount, purpose: 'CHAR', text: reference ?? '' })
      : null
})
