import { v7 as uuidv7 } from 'uuid'
import { withTransaction } from '../../api/hooks/transact.ts'
import { reconcile } from '../../api/payments/reconcile.ts'
import type { DisputeRow } from '../../api/payments/sandbox/rows.ts'
import { apply } from '../../api/payments/settle.ts'
import { OPEN } from '../../api/payments/states.ts'
import { db, KINDS, monthsOf, one, paymentsOf, write, type Act, type Gift, type Play } from './gift-world.ts'
import { CARDS, confirm, payByBank, payWith } from './sandbox-payer.ts'

const MINUTE = 60_000
const MONTH = 31 * 24 * 60 * MINUTE
const NOTHING = 'nothing'

type Work = (play: Play, gift: Gift, act: Act) => Promise<unknown>

const PAYING = [
  ...(['paid', 'paid', 'refundFails', 'refundPending', 'dispute', 'inquiry', 'renewalsFail', 'asks'] as const)
] as const

/** What was done, or nothing where nothing was there to be done. */
const paid = ({ status }: Response) => (status === 303 ? 'done' : NOTHING)

const pay: Work = async (_play, { page }, { gift, way }) => {
  if (KINDS[gift] === 'bank' && way > 2) return paid(await payByBank(page))
  const card = one(PAYING, way)!
  const answer = await payWith(page, CARDS[card])
  if (card !== 'asks') return paid(answer)
  return paid(await confirm(page, way === 7 ? 'complete' : 'fail'))
}

/** A payment of the gift at the provider that `way` chooses. */
const payment = async (play: Play, gift: Gift, way: number) => one((await paymentsOf(play, gift)).payments, way)

const dispute = async (play: Play, gift: Gift, status: DisputeRow['status'][]): Promise<DisputeRow | undefined> =>
  db(play)('sandboxDisputes')
    .whereIn(
      'paymentId',
      (await paymentsOf(play, gift)).payments.map(({ id }) => id)
    )
    .whereIn('status', status)
    .first()

const deliveries = (play: Play, state: string) =>
  db(play)('sandboxDeliveries').where({ state }).orderBy('id', 'desc').limit(12).pluck<string[]>('id')

const resend = async (play: Play, id: string | undefined) => {
  if (!id) return NOTHING
  await play.giving.control.resend(id)
  return play.giving.control.deliver()
}

/** The waits of what the app looks after by itself are over. `far`: that of the provider's list as well. */
export const makeDue = (play: Play, { far = true } = {}) =>
  write(play, async (trx) => {
    const now = Date.now()
    await trx('donations')
      .where({ campaignId: play.campaign.id })
      .whereIn('status', [...OPEN])
      .whereNotNull('checkAt')
      .update({ checkAt: now - 1 })
    await trx('paymentEvents')
      .whereIn('state', ['new', 'failed'])
      .update({ nextAt: now - 1 })
    await trx('refunds')
      .where({ status: 'requested' })
      .update({ createdAt: now - 2 * MINUTE })
    const lookedAt = { value: far ? now - 16 * MINUTE : now }
    await trx('counters').where({ name: 'payments looked up' }).update(lookedAt)
  })

/** What the app does by itself, now. */
export const lookNow = async (play: Play, { far = true } = {}) => {
  await makeDue(play, { far })
  await reconcile(play.giving.hearth.app)
}

const advance = async (play: Play, ms: number) => {
  play.ahead += ms
  await play.giving.control.advance(ms)
}

const back = (amount: number, way: number) =>
  way % 3 === 0 ? undefined : Math.max(1, Math.floor((amount * (way % 5)) / 7))

/** How each act is done. It throws what it is refused with, and answers `nothing` when there was nothing to do. */
export const WORKS: Record<Act['what'], Work> = {
  pay,
  decline: async (_play, { page }) => {
    const answer = await payWith(page, CARDS.declined)
    return (await answer.text()).includes('did not go through') ? 'done' : NOTHING
  },
  turnBack: (_play, { donor, donation }) =>
    donor.service('payment-checks').create({ donationId: donation.id, canceled: true }),
  deliver: async (play, _gift, { way }) => resend(play, one((await deliveries(play, 'held')).reverse(), way)),
  flush: async ({ giving }, _gift, { way }) => {
    await giving.control.release({ inOrder: way % 2 === 0 })
    await giving.control.deliver()
  },
  again: async (play, _gift, { way }) => resend(play, one(await deliveries(play, 'done'), way)),
  twice: ({ giving }, _gift, { way }) => giving.control.setChaos({ duplicate: way % 4 }),
  drop: async (play, _gift, { way }) => {
    const held = await deliveries(play, 'held')
    if (held.length === 0) return NOTHING
    const lost = way % 3 === 0 ? held : [one(held, way)!]
    return write(play, (trx) => trx('sandboxDeliveries').whereIn('id', lost).update({ state: 'dropped' }))
  },
  check: (_play, { donor, donation }) => donor.service('payment-checks').create({ donationId: donation.id }),
  look: (play, _gift, { way }) => lookNow(play, { far: way % 2 === 0 }),
  async ask(play, gift, { way }) {
    const { id: donationId, checkoutRef, invoiceRef } = one(await monthsOf(play, gift), way)!
    const snapshot = await play.giving.hearth.app.get('payments').provider.fetch({ checkoutRef, invoiceRef })
    play.answers.push({ donationId, snapshot })
  },
  async answer(play, _gift, { way }) {
    const { app } = play.giving.hearth
    const [old] = play.answers.splice(way % Math.max(play.answers.length, 1), 1)
    if (!old) return NOTHING
    return withTransaction(app, (transaction) => apply(app, transaction, old.donationId, old.snapshot, 'return'))
  },
  async refund(play, gift, { way }) {
    const { id: donationId, total } = one(await monthsOf(play, gift), way)!
    const amount = back(total, way)
    const order = { id: uuidv7(), donationId, reason: 'asked for', ...(amount && { amount }) }
    return play.giving.treasurer.service('refunds').create(order)
  },
  async refundThere(play, gift, { way }) {
    const theirs = await payment(play, gift, way)
    if (!theirs) return NOTHING
    return play.giving.control.refund({ paymentId: theirs.id, amount: back(theirs.amount, way + 1) })
  },
  async dispute(play, gift, { way }) {
    const theirs = await payment(play, gift, way)
    return (theirs && (await play.giving.control.dispute(theirs.id, { inquiry: way % 4 === 0 }))) ?? NOTHING
  },
  async decide(play, gift, { way }) {
    const open = await dispute(play, gift, ['needs_response', 'warning_needs_response'])
    if (!open) return NOTHING
    const verdict = way % 2 === 0 ? 'won' : 'lost'
    return play.giving.control.decide(open.id, open.status === 'needs_response' ? verdict : 'warning_closed')
  },
  async escalate(play, gift) {
    const asked = await dispute(play, gift, ['warning_needs_response'])
    return asked ? play.giving.control.escalate(asked.id) : NOTHING
  },
  async settleDebit(play, gift, { way }) {
    const under = (await paymentsOf(play, gift)).payments.find(({ status }) => status === 'processing')
    return under ? play.giving.control.settle(under.id, way % 3 !== 0) : NOTHING
  },
  soon: (play) => advance(play, 11 * MINUTE),
  month: (play) => advance(play, MONTH),
  async visibility(play, gift, { way }) {
    const { id } = one(await monthsOf(play, gift), way)!
    return gift.donor
      .service('donations')
      .patch(id, { visibility: one(['anonymous', 'public', 'amount_hidden'] as const, way)! })
  },
  async promise(play, gift, { way }) {
    const [{ subscriptionId } = { subscriptionId: null }] = await monthsOf(play, gift)
    if (!subscriptionId) return NOTHING
    const patch = one([{ amount: 2000 + way }, { status: 'paused' }, { status: 'active' }, { status: 'canceled' }], way)
    return gift.donor.service('subscriptions').patch(subscriptionId, patch as never)
  },
  outage: ({ giving }, _gift, { way }) =>
    giving.control.setChaos({ api: way % 2 ? 'lost' : 'error', apiCalls: 1 + (way % 3) })
}
