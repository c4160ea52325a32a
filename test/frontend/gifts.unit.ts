import type { Donation } from '$sdk'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compactIban, readableIban } from '../../frontend/features/communities/iban.ts'
import { disputeInWords } from '../../frontend/features/disputes/dispute-words.ts'
import { charts } from '../../frontend/features/donations/charts.ts'
import {
  dueInWords,
  leftOf,
  methodInWords,
  periodOf,
  STATUS,
  statusForDonor
} from '../../frontend/features/donations/donation-words.ts'
import { giftInWords, givenBack, sumOf, type GiftCard } from '../../frontend/features/gifts/gift-words.ts'
import { giverOf } from '../../frontend/features/gifts/giver.ts'
import { HOLD, holdOf, largeFrom, onShelf } from '../../frontend/features/gifts/shelf.ts'
import { itemsOf, type Given, type Item, type Shown } from '../../frontend/features/messages/rows.ts'
import { nextInWords } from '../../frontend/features/subscriptions/subscription-words.ts'
import { ticks } from '../../frontend/lib/ticks.ts'
import { supporterFor } from '../../frontend/lib/time.ts'

const NOON = new Date(2026, 6, 14, 12).getTime()
const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

const card = (more: Partial<GiftCard> = {}): GiftCard => ({
  campaignId: 'c',
  name: null,
  amount: 2500,
  currency: 'EUR',
  exponent: 2,
  interval: 'once',
  status: 'given',
  refundedAmount: 0,
  anonymous: false,
  test: false,
  ...more
})
const message = (seq: number, userId: string | null, more: Partial<Shown> = {}): Shown => ({
  id: `m${seq}`,
  roomId: 'r',
  userId,
  text: `t${seq}`,
  createdAt: NOON,
  editedAt: null,
  seq,
  ...more
})
const given = (seq: number, gift: Partial<GiftCard> = {}, createdAt = NOON) =>
  message(seq, 'ben', { gift: card(gift), createdAt }) as Given
const items = (messages: Shown[], unreadFrom = Infinity, before: ReadonlyMap<string, Item> = new Map()) =>
  itemsOf({ messages, me: 'ana', unreadFrom }, before)
const drawn = (list: Item[]) =>
  list
    .map((item) =>
      'message' in item ? `${item.kind === 'gift' ? 'G' : item.head ? 'M' : 'm'}${item.message.seq}` : item.kind
    )
    .join(' ')

test('a gift is a row of its own, and what its giver says after it begins anew', () => {
  const list = [message(1, 'ben'), given(2), message(3, 'ben'), message(4, 'ben'), given(5), given(6)]
  expect(drawn(items(list))).toBe('day M1 G2 M3 m4 G5 G6')
})

test('a gift of nobody known can be the first that is unread', () => {
  const anonymous = message(2, null, { gift: card({ anonymous: true }) })
  expect(drawn(items([message(1, 'ben'), anonymous, message(3, 'ana')], 2))).toBe('day M1 unread G2 M3')
})

test('a gift that did not change keeps its item; given back it is drawn anew', () => {
  const first = items([given(1)])
  const known = new Map(first.map((item) => [item.key, item]))
  const same = (first[1] as Extract<Item, { kind: 'gift' }>).message
  expect(items([same], Infinity, known)[1]).toBe(first[1])
  expect(items([{ ...same, gift: card({ status: 'refunded' }) }], Infinity, known)[1]).not.toBe(first[1])
})

test('the sum is what the donor shows, without decimals that say nothing', () => {
  expect(sumOf(card())).toMatch(/25(?![.,])/)
  expect(sumOf(card({ amount: 2564 }))).toMatch(/25[.,]64/)
  expect(sumOf(card({ amount: null }))).toBeUndefined()
  expect(sumOf(card({ amount: 500, currency: 'JPY' }))).toMatch(/500/)
})

test('the card is one sentence for those who hear it', () => {
  expect(giftInWords(card(), 'Luis', 'For the glass.')).toMatch(/^Luis gives \D*25\D*: “For the glass\.”$/)
  expect(giftInWords(card({ interval: 'month', test: true }), 'Luis', '')).toMatch(
    /gives .*25.* every month as a test\.$/
  )
  expect(giftInWords(card({ amount: null, refundedAmount: null, status: 'partly_refunded' }), 'Luis', '')).toBe(
    'Luis gives something (partly given back).'
  )
  expect(givenBack(card({ status: 'partly_refunded', refundedAmount: 500 }))).toMatch(/5\D* given back/)
  expect(givenBack(card({ status: 'refunded' }))).toBe('given back')
  expect(givenBack(card())).toBeUndefined()
})

test('who gave: a member, a name, or a kind soul; of an anonymous gift never more, whatever else is known', () => {
  const profile = () => ({ displayName: 'Ben B.', hue: 3, avatarUrl: '/b.png' }) as never
  expect(giverOf({ gift: card(), userId: 'ben' }, profile)).toEqual({ name: 'Ben B.', hue: 3, src: '/b.png' })
  expect(giverOf({ gift: card({ name: 'Tool library' }), userId: null }, profile)).toEqual({ name: 'Tool library' })
  expect(giverOf({ gift: card({ anonymous: true, name: 'Ben' }), userId: 'ben' }, profile)).toEqual({
    name: 'A kind soul'
  })
  expect(giverOf({ gift: card(), userId: null }, profile)).toEqual({ name: 'A kind soul' })
})

test('large is the highest suggestion, else four times the usual of at least three gifts', () => {
  expect(largeFrom([1000, 6000, 2500], [1])).toBe(6000)
  expect(largeFrom([], [1000, 500, 2000])).toBe(4000)
  expect(largeFrom([], [1000, 500])).toBe(Infinity)
})

test('a large gift stays for one to five minutes', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10 ** 9 }), fc.integer({ min: 1, max: 10 ** 9 }), (amount, large) => {
      const hold = holdOf(amount, large)
      expect(hold).toBeGreaterThanOrEqual(HOLD.least)
      expect(hold).toBeLessThanOrEqual(HOLD.most)
    })
  )
  expect(holdOf(6000, 6000)).toBe(MINUTE)
  expect(holdOf(18_000, 6000)).toBe(3 * MINUTE)
  expect(holdOf(600_000, 6000)).toBe(5 * MINUTE)
})

test('the shelf holds the large ones until their time is over, and none that was hidden or given back', () => {
  const gifts = [
    given(1, { amount: 6000 }),
    given(2, { amount: 5999 }),
    given(3, { amount: 18_000 }),
    given(4, { amount: 18_000, status: 'refunded' }),
    given(5, { amount: null })
  ]
  const on = (now: number, suggested: number[] | undefined = [2500, 6000]) =>
    onShelf({ given: gifts, suggestedFor: () => suggested, now }).map(({ gift }) => gift.seq)
  expect(on(NOON + 1)).toEqual([3, 1])
  expect(on(NOON + MINUTE)).toEqual([3])
  expect(on(NOON + 3 * MINUTE)).toEqual([])
  // not known yet what its campaign suggests: nothing is said of it
  expect(onShelf({ given: gifts, suggestedFor: () => undefined, now: NOON })).toEqual([])
})

test.each([
  [10, 'New supporter'],
  [31, 'Supporter for 1 month'],
  [245, 'Supporter for 8 months']
])('after %i days: %s', (days, words) => {
  expect(supporterFor(NOON, NOON + days * DAY)).toBe(words)
})

const donation = (more: Partial<Donation> = {}) =>
  ({
    status: 'succeeded',
    provider: 'stripe',
    amount: 2500,
    total: 2564,
    refundedAmount: 0,
    currency: 'EUR',
    method: 'card',
    subscriptionId: null,
    succeededAt: NOON,
    ...more
  }) as Donation

test('every state of a gift has words, for its donor and for treasurers', () => {
  for (const status of Object.keys(STATUS) as Donation['status'][]) {
    expect(STATUS[status]).toMatch(/^[A-Z]/)
    expect(statusForDonor(donation({ status }))).toMatch(/^\S.+/)
  }
  expect(statusForDonor(donation({ status: 'pending', provider: 'offline' }))).toBe('Waits for your transfer')
  expect(statusForDonor(donation({ status: 'partially_refunded', refundedAmount: 500 }))).toMatch(
    /5.* came back to you/
  )
})

test('what can go back is what came, fees and all, less what went already', () => {
  expect(leftOf(donation())).toBe(2564)
  expect(leftOf(donation({ status: 'partially_refunded', refundedAmount: 564 }))).toBe(2000)
  for (const status of ['refunded', 'disputed', 'lost', 'pending'] as const)
    expect(leftOf(donation({ status }))).toBe(0)
})

test('ways to pay have words, also those nobody thought of', () => {
  expect(['sepa_debit', 'some_new_way', null].map(methodInWords)).toEqual(['Direct debit', 'Some new way', 'Not known'])
})

test('a dispute says what is wanted and how long there is', () => {
  const dispute = {
    id: 'd',
    donationId: 'g',
    amount: 2500,
    currency: 'EUR',
    reason: 'product_not_received',
    createdAt: NOON,
    closedAt: null
  }
  const say = (status: Parameters<typeof disputeInWords>[0]['status'], dueAt: number | null) =>
    disputeInWords({ ...dispute, status, dueAt }, NOON)
  expect(say('needs_response', NOON + 5 * DAY)).toMatch(
    /asks .*25.* back \(product not received\)\. An answer is due by .*, in 5 days\.$/
  )
  expect(say('needs_response', NOON - DAY)).toMatch(/too late/)
  expect(say('won', null)).toMatch(/the money stays/)
  expect(
    [0, 1].map((days) =>
      dueInWords(NOON + days * DAY, NOON)
        .split(', ')
        .at(-1)
    )
  ).toEqual(['today', 'tomorrow'])
})

test('a monthly gift tells what comes next', () => {
  const gift = { status: 'active', currentPeriodEnd: NOON, endedAt: null } as Parameters<typeof nextInWords>[0]
  expect(nextInWords(gift)).toMatch(/^Next on .*2026/)
  expect(nextInWords({ ...gift, status: 'paused' })).toMatch(/nothing is taken/)
  expect(nextInWords({ ...gift, status: 'canceled', endedAt: NOON })).toMatch(/^Ended on/)
})

test('periods are those of the calendar', () => {
  expect(periodOf('all', NOON)).toBeUndefined()
  expect(periodOf('month', NOON)).toEqual({ from: new Date(2026, 6, 1).getTime() })
  expect(periodOf('lastYear', NOON)).toEqual({
    from: new Date(2025, 0, 1).getTime(),
    to: new Date(2026, 0, 1).getTime()
  })
})

test('charts tell what stayed, month by month and by its way, in the currency of most', () => {
  const rows = [
    donation(),
    donation({ subscriptionId: 's', method: 'sepa_debit', succeededAt: new Date(2026, 5, 30, 23).getTime() }),
    donation({ status: 'partially_refunded', refundedAmount: 564 }),
    donation({ status: 'lost' }),
    donation({ currency: 'USD' })
  ]
  const { currency, months, methods, others } = charts(rows, 3, NOON)
  expect(currency).toBe('EUR')
  expect(months.map(({ once, monthly }) => [once, monthly])).toEqual([
    [0, 0],
    [0, 2564],
    [4564, 0]
  ])
  expect(methods).toEqual([
    { method: 'card', sum: 4564 },
    { method: 'sepa_debit', sum: 2564 }
  ])
  expect(others).toBe(1)
  expect(charts([], 12, NOON).months).toHaveLength(12)
})

test('the marks of an axis are round, few, and reach to the top', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10 ** 12 }), (most) => {
      const marks = ticks(most)
      expect(marks[0]).toBe(0)
      expect(marks.at(-1)).toBeGreaterThanOrEqual(most)
      expect(marks.length).toBeLessThanOrEqual(5)
    })
  )
  expect(ticks(0)).toEqual([0, 1])
  expect(ticks(93)).toEqual([0, 25, 50, 75, 100])
})

test('an IBAN is stored without blanks and read in groups', () => {
  expect(compactIban(' de89 3704 0044 0532 0130 00 ')).toBe('DE89370400440532013000')
  expect(readableIban('DE89370400440532013000')).toBe('DE89 3704 0044 0532 0130 00')
})
