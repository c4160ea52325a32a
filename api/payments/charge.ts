import type { Application, Transaction } from '../declarations.ts'
import { texts } from '../mail/texts.ts'
import { issueReceipt } from '../services/receipts/issue-receipt.ts'
import { formatMoney } from './currencies.ts'
import { donorName, donorPage, writeTo } from './donor.ts'
import { book, type LedgerKind } from './ledger.ts'
import { move, type Cause } from './move.ts'
import type { DonationRow } from './rows.ts'
import { showEverywhere } from './show-everywhere.ts'
import { isPaid } from './states.ts'

/** How the money came. */
interface Payment {
  paymentRef?: string | null
  invoiceRef?: string | null
  method?: string | null
  /** For money that a treasurer has in hand. */
  at?: number
  kind?: LedgerKind
}

/**
 * The money is there: exactly one caller books it, tells the room, writes the receipt and lights the badge, all in one transaction,
 * so that there is never one without the others. @returns whether this caller was it
 */
export const charge = async (
  app: Application,
  transaction: Transaction,
  donation: DonationRow,
  cause: Cause,
  { paymentRef = null, invoiceRef = null, method = null, at = Date.now(), kind = 'charge' }: Payment
): Promise<boolean> => {
  if (isPaid(donation.status)) return false
  const trx = transaction.trx!
  const refs = { paymentRef: paymentRef ?? donation.paymentRef, invoiceRef: invoiceRef ?? donation.invoiceRef }
  const changes = { ...refs, method, succeededAt: at, checkAt: null, checkoutUrl: null, review: null }
  if (!(await move(trx, donation, 'succeeded', cause, changes))) return false
  const { id, currency, amount, feeCover, total } = donation
  const accounts = app.get('payments').accounts(donation)
  await book(trx, {
    kind,
    sourceKey: `charge:${id}`,
    donationId: id,
    currency,
    test: Boolean(donation.test),
    entries: [
      { account: accounts.asset, amount: total },
      { account: accounts.campaign, amount: -amount },
      { account: accounts.feeCover, amount: -feeCover }
    ]
  })
  await showEverywhere(app, transaction, donation)
  await thank(app, transaction, donation)
  return true
}

const thank = async (app: Application, transaction: Transaction, donation: DonationRow) => {
  const name = await donorName(transaction, donation)
  const number = await issueReceipt(app, transaction, donation, { kind: 'receipt', amount: donation.total, name })
  const words = {
    sum: formatMoney(donation.total, donation.currency, 'en'),
    number,
    link: donorPage(app, donation),
    test: Boolean(donation.test)
  }
  await writeTo(app, transaction, donation, (community) => texts.giftThanks(community, words))
}
