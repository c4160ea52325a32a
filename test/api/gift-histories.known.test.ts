import { beforeAll, expect, test } from 'vitest'
import type { PaymentProvider } from '../../api/payments/provider.ts'
import { reconcile } from '../../api/payments/reconcile.ts'
import { syncSubscription } from '../../api/payments/renewals.ts'
import {
  aCompany,
  aPlay,
  db,
  endPlay,
  paymentsOf,
  write,
  type Act,
  type Company,
  type Play
} from '../support/gift-world.ts'
import { lookNow, makeDue, WORKS } from '../support/gift-world.acts.ts'
import { wrongNow, wrongToProvider } from '../support/gift-world.checks.ts'
import { live } from '../support/gift-world.live.ts'

const HOUR = 3600_000

let company: Company
beforeAll(async () => {
  company = await aCompany()
})

/** `pay:2` is an act and its way. */
const actOf =
  (gift: number) =>
  (word: string): Act => {
    const [what, way = '0'] = word.split(':')
    return { what: what as Act['what'], gift, way: Number(way), along: false }
  }

/** What random histories seldom come to; some of it once went wrong. */
test.each([
  [
    'a refund failed and the gift was disputed, and both is heard at once',
    0,
    'pay:2 flush refund flush soon dispute:1'
  ],
  ['the same, and the dispute is lost', 0, 'pay:2 flush refund flush soon dispute:1 decide:1'],
  ['a bank said no, and an older answer arrives after that', 1, 'pay:3 check ask settleDebit flush answer'],
  ['a monthly gift was paused, and ended then', 2, 'pay flush promise:1 promise:3'],
  ['a monthly gift ended before we had heard of it', 2, 'pay check promise:3'],
  [
    'the answer to a refund was lost, and it is asked for again a month later',
    0,
    'pay flush outage:1 refund:1 month look'
  ],
  ['an inquiry becomes a dispute after the gift went back', 0, 'pay flush dispute refundThere:2 escalate decide:1'],
  ['two parts went back, and both come back', 0, 'pay:2 flush refund:1 refundThere:1 flush soon flush'],
  ['a dispute is won, and the gift goes back then', 0, 'pay flush dispute:1 flush decide flush refund']
] as const)('%s', async (_name, gift, words) => {
  const acts = words.split(' ').map(actOf(gift))
  const done = new Set<string>()
  await live(company, acts, done)
  // what is refused proves nothing; a refund that is cut off is seen by what comes of it
  expect(new Set(['refund', ...done])).toEqual(new Set(['refund', ...acts.map(({ what }) => what)]))
})

const play = async (history: Play, words: string) => {
  for (const act of words.split(' ').map(actOf(0))) await WORKS[act.what](history, history.gifts[0]!, act)
}
const lastLook = (history: Play, value: number) =>
  write(history, (trx) => trx('counters').where({ name: 'payments looked up' }).update({ value }))

test('what happened while the provider could not be asked for hours is not missed', async () => {
  const history = await aPlay(company)
  const { control, hearth } = history.giving
  await play(history, 'pay look refundThere')
  const happened = { createdAt: Date.now() - 2 * HOUR }
  await write(history, (trx) => trx('sandboxEvents').where('createdAt', '>', happened.createdAt).update(happened))
  await lastLook(history, Date.now() - 3 * HOUR)
  await control.setChaos({ api: 'error' })
  await expect(reconcile(hearth.app)).rejects.toThrow('plays a failure')
  await control.setChaos({ api: 'ok' })
  // what the next look goes by, a quarter of an hour later
  const [last = 0] = await db(history)('counters').where({ name: 'payments looked up' }).pluck<number[]>('value')
  await lastLook(history, last - HOUR / 4)
  await reconcile(hearth.app)
  expect(await wrongToProvider(history)).toEqual([])
  await endPlay(history)
})

test('a promise that has ended does not begin again when an older answer arrives', async () => {
  const history = await aPlay(company)
  const { app } = history.giving.hearth
  const gift = history.gifts[2]!
  for (const word of ['pay', 'check']) await WORKS[actOf(2)(word).what](history, gift, actOf(2)(word))
  const ref = String((await paymentsOf(history, gift)).session.subscriptionId)
  const provider = app.get('payments').provider as { -readonly [K in keyof PaymentProvider]: PaymentProvider[K] }
  const { fetchSubscription } = provider
  const old = await fetchSubscription(ref)
  await WORKS.promise(history, gift, actOf(2)('promise:3'))
  provider.fetchSubscription = () => Promise.resolve(old)
  await syncSubscription(app, ref).finally(() => (provider.fetchSubscription = fetchSubscription))
  expect(await wrongToProvider(history)).toEqual([])
  await endPlay(history)
})

test('a refund that was cut off, and is refused now, keeps nothing else from being looked at', async () => {
  const history = await aPlay(company)
  const { control, treasurer } = history.giving
  await play(history, 'pay look')
  await control.setChaos({ api: 'error' })
  await expect(play(history, 'refund')).rejects.toThrow('does not answer')
  await control.setChaos({ api: 'ok' })
  const [payment] = (await paymentsOf(history, history.gifts[0]!)).payments
  // of what is left less is there than was to go back
  await control.refund({ paymentId: payment!.id, amount: 1 })
  await makeDue(history)
  await lookNow(history)
  expect([...(await wrongNow(history)), ...(await wrongToProvider(history))]).toEqual([])
  const { id: donationId } = history.gifts[0]!.donation
  const { data } = await treasurer.service('refunds').find({ query: { donationId, $sort: { createdAt: 1 } } })
  expect(data.map(({ status, amount }) => [status, amount])).toEqual([
    ['failed', payment!.amount],
    ['succeeded', 1]
  ])
  await endPlay(history)
})
