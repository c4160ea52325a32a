import { randomInt } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import { guestPage } from '../../../api/payments/donor.ts'
import type { Cast } from '../cast.ts'

/** As much of the cast as gifts need. */
export type Givers = Pick<Cast, 'hearth' | 'donor' | 'founder'>

export const IBAN = 'DE89370400440532013000'

const insert = async ({ hearth }: Givers, table: string, row: object) => {
  const id = uuidv7()
  await hearth.app.get('database').transaction((trx) => trx(table).insert({ id, createdAt: Date.now(), ...row }))
  return id
}

/** The community can be given to by a transfer. */
export const giveAccount = ({ hearth }: Givers) =>
  hearth.app
    .get('database')
    .transaction((trx) => trx('communities').update({ iban: IBAN, accountHolder: 'The house', bic: null }))

/** People without an account may give. */
export const welcomeGuests = ({ hearth }: Givers) =>
  hearth.app.get('database').transaction((trx) => trx('communities').update({ guestGifts: true }))

/** What a guest would send. */
export const aWish = async (cast: Givers) => {
  const id = uuidv7()
  const campaignId = await aCampaign(cast)
  return { id, campaignId, amount: 1_000, currency: 'EUR', name: 'Greta', email: `greta-${id}@example.org` }
}

/** Of a guest whose mail was opened, with the token of its link. */
export const aGuestVisit = async (cast: Givers) => {
  await welcomeGuests(cast)
  const wish = await aWish(cast)
  await cast.hearth.app.service('guest-gifts').create(wish, {})
  return { donationId: wish.id, token: guestPage(cast.hearth.app, wish.id).split('#')[1] ?? '' }
}

export const aCampaign = async (cast: Givers, more: object = {}) => {
  const words = { slug: `c-${uuidv7().slice(-12)}`, title: 'Roof', story: '', suggestions: '[]' }
  const money = { currency: 'EUR', exponent: 2, goalAmount: 100_000 }
  return insert(cast, 'campaigns', { ...words, ...money, status: 'live', ...more })
}

/** Of a person, or of somebody without an account: paid by hand, with everything that follows from it. */
export const aGift = async (cast: Givers, more: object = { userId: cast.donor.id }) => {
  const given = { amount: 1_000, currency: 'EUR', method: 'cash', campaignId: await aCampaign(cast), ...more }
  return (await cast.hearth.app.service('offline-gifts').create(given as never, {})).id
}

/** A gift whose message was taken down, so that its donor may have it back. */
export const anOfferedGift = async (cast: Givers) => {
  const id = await aGift(cast)
  await cast.hearth.app
    .get('database')
    .transaction((trx) => trx('donations').where({ id }).update({ refundOfferedAt: Date.now() }))
  return id
}

export const aPromise = async (cast: Givers, more: object = {}) =>
  insert(cast, 'subscriptions', {
    ...{ userId: cast.donor.id, campaignId: await aCampaign(cast), amount: 500, feeCover: 0, test: true },
    ...{ currency: 'EUR', exponent: 2, visibility: 'public', status: 'active', providerRef: uuidv7(), ...more }
  })

export const aRefund = async (cast: Givers) =>
  insert(cast, 'refunds', {
    ...{ donationId: await aGift(cast), amount: 100, currency: 'EUR', reason: 'x', status: 'failed' },
    userId: cast.founder.id
  })

export const aDispute = async (cast: Givers) =>
  insert(cast, 'disputes', {
    ...{ donationId: await aGift(cast), providerRef: uuidv7(), amount: 100, currency: 'EUR' },
    ...{ reason: 'fraudulent', status: 'needs_response' }
  })

/** A notice about nothing of ours. */
export const aNotice = async ({ hearth }: Givers) => {
  const id = uuidv7()
  const row = { id, eventId: id, type: 'x', test: true, refs: '{}', state: 'failed', tries: 1, receivedAt: Date.now() }
  await hearth.app.get('database').transaction((trx) => trx('paymentEvents').insert(row))
  return id
}

/** A line that was booked yesterday, by the id that it has where everybody may read it. */
export const anOpenLine = async (cast: Givers) => {
  const createdAt = Date.now() - 24 * 3600_000
  const [openId, openTransactionId] = [uuidv7({ msecs: 0 }), uuidv7({ msecs: 0 })]
  const number = randomInt(1_000_000, 2 ** 31)
  const donationId = uuidv7()
  const head = { kind: 'charge', donationId, createdAt }
  const row = { ...head, number, sourceKey: `charge:${donationId}`, test: true, hash: '' }
  const transactionId = await insert(cast, 'ledgerTransactions', row)
  const line = { account: 'test:asset:offline:EUR', amount: 0, currency: 'EUR' }
  await insert(cast, 'ledger', { ...head, ...line, transactionId, openId, openTransactionId })
  return openId
}

/** The id of what belongs to a gift in another table. */
export const ofGift = async ({ hearth }: Givers, table: 'ledger' | 'receipts', donationId: string) =>
  (await hearth.app.get('database').read(table).where({ donationId }).first('id')).id as string
