import type { Application } from '../../api/declarations.ts'
import type { Donation } from '../../api/client.ts'
import { book } from '../../api/payments/ledger.ts'
import type { PaymentProvider } from '../../api/payments/provider.ts'
import type { DonationRow } from '../../api/payments/rows.ts'

/** What a server can be made to do wrong, to see that it is noticed, and by which words. */
export const FAULTS = {
  'books twice': /income of the .* gift/,
  'publishes before the commit': /heard of/,
  'calls unpaid gifts paid': /charges of the .* gift \(succeeded\): 0, not 1/,
  'skips a number': /numbers were taken/,
  'does not hear of refunds': /at the provider/,
  'does not look through the list': /at the provider/
}
export type Fault = keyof typeof FAULTS

type Changeable<T> = { -readonly [K in keyof T]: T[K] }

/** Lets an app do wrong what `fault` names at the moment. */
export const misbehave = (app: Application, fault: () => Fault | undefined) => {
  const { transaction } = app.get('database')
  app.service('donations').on('patched', ({ id, status }: Donation) => {
    if (fault() === 'books twice' && status === 'succeeded') void bookAgain(app, id)
    if (fault() === 'calls unpaid gifts paid' && status === 'pending')
      void transaction((trx) => trx('donations').where({ id }).update({ status: 'succeeded' }))
  })
  app.service('receipts').on('created', () => {
    if (fault() !== 'skips a number') return
    void transaction((trx) => trx('counters').where('name', 'like', 'test receipt%').increment('value', 1))
  })
  const messages = app.service('messages')
  const { head } = messages
  messages.head = (roomId, params) => {
    // what is to be said afterwards is said at once
    const of = params.transaction
    if (of && fault() === 'publishes before the commit') of.after = (say) => void say()
    return head.call(messages, roomId, params)
  }
  const provider = app.get('payments').provider as Changeable<PaymentProvider>
  const { fetch, listChanges } = provider
  provider.fetch = async (refs) => {
    const snapshot = await fetch(refs)
    return fault() === 'does not hear of refunds' ? { ...snapshot, refunds: [] } : snapshot
  }
  provider.listChanges = async function* (since) {
    if (fault() !== 'does not look through the list') yield* listChanges(since)
  }
}

const bookAgain = (app: Application, id: string) =>
  app.get('database').transaction(async (trx) => {
    const row: DonationRow = await trx('donations').where({ id }).first()
    const { asset, campaign } = app.get('payments').accounts(row)
    await book(trx, {
      ...{ kind: 'charge', sourceKey: `again:${id}`, donationId: id, currency: row.currency, test: Boolean(row.test) },
      entries: [
        { account: asset, amount: 1 },
        { account: campaign, amount: -1 }
      ]
    })
  })
