import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  exponentOf,
  formatMoney,
  type Campaign,
  type Community,
  type Donation,
  type DonationData,
  type GuestGiftData
} from '$sdk'
import { percentOf, phaseOf } from '../../frontend/features/campaigns/progress.ts'
import { spanInWords } from '../../frontend/features/campaigns/span.ts'
import { limitsInWords } from '../../frontend/features/donations/amount-limits.ts'
import { AnotherSum, Giving, MOST_MESSAGE, type Prefill } from '../../frontend/features/donations/donate.svelte.ts'
import { withFees } from '../../frontend/features/donations/fees.ts'
import { giveCommand } from '../../frontend/features/donations/give-command.ts'
import { outcomeOf } from '../../frontend/features/donations/outcome.ts'
import { written } from '../../frontend/features/donations/written.ts'
import { money } from '../../frontend/lib/money.ts'

const NOW = new Date(2026, 4, 10, 12).getTime()
const DAY = 24 * 3600_000
const FEES = { percentBasisPoints: 150, fixed: 25 }

const campaign = {
  id: 'c',
  title: 'A greenhouse',
  currency: 'EUR',
  exponent: 2,
  goalAmount: 240_000,
  raisedAmount: 0,
  suggestions: [
    { amount: 1000, text: 'seeds for one bed' },
    { amount: 2500, text: 'a week of heating' },
    { amount: 6000, text: 'one pane of glass' },
    { amount: 12_000, text: 'a door' }
  ],
  status: 'live',
  startsAt: null,
  endsAt: null
} as unknown as Campaign

const aGiving = (
  prefill?: Prefill,
  { guest = false, ...giving }: Partial<Community['giving']> & { guest?: boolean } = {}
) => {
  const sent: DonationData[] = []
  const answer: { now: Partial<Donation> } = { now: {} }
  const invited: GuestGiftData[] = []
  const terms = {
    campaign,
    guest,
    giving: {
      provider: 'sandbox' as const,
      test: true,
      methods: ['checkout', 'bank_transfer'] as Community['giving']['methods'],
      monthly: true,
      guests: true,
      fees: FEES,
      ...giving
    }
  }
  const create = async (data: DonationData) => {
    sent.push(data)
    const total = data.coverFees ? withFees(data.amount, FEES, data.currency) : data.amount
    const url = data.provider === 'offline' ? null : `https://pay.invalid/${data.id}`
    const stored = { ...data, total, status: 'pending', checkoutUrl: url, bankTransfer: null }
    return { ...stored, ...answer.now } as unknown as Donation
  }
  const abandoned: string[] = []
  const invite = async (data: GuestGiftData) => {
    invited.push(data)
    return { id: data.id, email: data.email, expiresAt: NOW + DAY }
  }
  const desk = { create, invite, abandon: async (id: string) => void abandoned.push(id) }
  return { giving: new Giving(terms, desk, prefill), sent, invited, answer, abandoned }
}

describe('a guest', () => {
  const filled = () => {
    const world = aGiving(undefined, { guest: true })
    Object.assign(world.giving, { name: ' Greta ', email: ' greta@example.org ' })
    return world
  }

  test('is sent a link instead of being led to a checkout, and gives once only', async () => {
    const { giving, sent, invited } = filled()
    expect(giving.giving.monthly).toBe(false)
    expect(await giving.pay()).toBeUndefined()
    expect(giving.step).toBe('sent')
    expect(sent).toEqual([])
    expect(invited).toMatchObject([{ amount: 2500, name: 'Greta', email: 'greta@example.org' }])
    expect(invited[0]).not.toHaveProperty('interval')
  })

  test('who tries again with the same asks for the same gift, with another sum for another', async () => {
    const { giving, invited } = filled()
    await giving.pay()
    await giving.pay()
    giving.choice = 0
    await giving.pay()
    const [one, two, three] = invited.map(({ id }) => id)
    expect(two).toBe(one)
    expect(three).not.toBe(one)
  })
})

describe('fees', () => {
  test('what is paid is the least whole sum of which enough is left', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10 ** 12 }),
        fc.integer({ min: 0, max: 9_000 }),
        fc.integer({ min: 0, max: 10_000 }),
        (net, percentBasisPoints, fixed) => {
          const leaves = (gross: bigint) =>
            gross * 10_000n - gross * BigInt(percentBasisPoints) - BigInt(fixed) * 10_000n >= BigInt(net) * 10_000n
          const gross = BigInt(withFees(net, { percentBasisPoints, fixed }, 'EUR'))
          expect(leaves(gross)).toBe(true)
          expect(leaves(gross - 1n)).toBe(false)
        }
      )
    )
  })

  test('25 € with 1.5 % and 25 cents are 25.64 €', () => {
    expect(withFees(2500, FEES, 'EUR')).toBe(2564)
  })

  test('the third decimal of a dinar is 0, as card networks want it', () => {
    expect(withFees(10_000, FEES, 'KWD') % 10).toBe(0)
  })
})

describe('one gift', () => {
  test('begins with the middle suggestion, once, without the fees', () => {
    const { giving } = aGiving()
    expect(giving).toMatchObject({ step: 'amount', amount: 2500, total: 2500, monthly: false, coverFees: false })
    expect(giving.untouched).toBe(true)
  })

  test('adds the fees only when asked to', () => {
    const { giving } = aGiving()
    giving.coverFees = true
    expect(giving).toMatchObject({ amount: 2500, feeCover: 64, total: 2564 })
  })

  test('takes one’s own amount as it is typed', () => {
    const { giving } = aGiving()
    giving.choice = -1
    expect(giving.amount).toBeUndefined()
    giving.own = '12,5'
    expect(giving.amount).toBe(1250)
    for (const wrong of ['0', '-3', 'much', '1.234567']) {
      giving.own = wrong
      expect(giving.amount).toBeUndefined()
    }
  })

  test('says what is wrong with an amount while it is typed, and what may be given', () => {
    const { giving } = aGiving()
    giving.choice = -1
    const said = (own: string) => {
      giving.own = own
      return giving.wrong
    }
    expect(said('')).toBeUndefined()
    expect(said('much')).toBe('This is not an amount of EUR.')
    expect(said('0.49')).toBe('The least that can be given is €0.50.')
    expect(said('0.50')).toBeUndefined()
    expect(said('999999.99')).toBeUndefined()
    expect(said('1000000')).toBe('The most that can be given at once is €999,999.99.')
    expect(limitsInWords('EUR')).toBe('From €0.50 to €999,999.99')
    expect(limitsInWords('JPY')).toBe('From ¥50 to ¥1,000,000')
  })

  test('is not more than may be given once the fees are on top', () => {
    const { giving } = aGiving()
    giving.choice = -1
    giving.own = '999999'
    expect(giving.wrong).toBeUndefined()
    giving.coverFees = true
    expect(giving.wrong).toBe('With the fees this is more than €999,999.99.')
  })

  test('goes through three steps and back, and forgets nothing', () => {
    const { giving } = aGiving()
    giving.choice = 3
    giving.next()
    giving.message = 'for the door'
    giving.next()
    expect(giving.step).toBe('pay')
    giving.back()
    giving.back()
    expect(giving).toMatchObject({ step: 'amount', choice: 3, message: 'for the door', untouched: false })
  })

  test('is sent with the same id however often, and is another once it changed', async () => {
    const { giving, sent, abandoned } = aGiving()
    expect(await giving.pay()).toBe(`https://pay.invalid/${sent[0]?.id ?? ''}`)
    await giving.pay()
    giving.message = 'hello'
    await giving.pay()
    expect(sent[1]).toEqual(sent[0])
    expect(sent[2]?.id).not.toBe(sent[0]?.id)
    expect(abandoned).toEqual([sent[0]?.id])
  })

  test('begins anew when nothing comes of the stored one any more', async () => {
    const { giving, sent, answer } = aGiving()
    answer.now = { status: 'canceled', checkoutUrl: null }
    await giving.pay()
    expect(sent).toHaveLength(2)
    expect(sent[1]?.id).not.toBe(sent[0]?.id)
  })

  test('sends nobody to pay another sum than the one that was shown', async () => {
    const { giving, answer } = aGiving()
    answer.now = { total: 2600 }
    await expect(giving.pay()).rejects.toThrow(AnotherSum)
  })

  test('has no fees to cover when it is paid by hand, and shows where to send it', async () => {
    const { giving, sent, answer } = aGiving()
    giving.coverFees = true
    giving.method = 'bank_transfer'
    expect(giving.total).toBe(2500)
    answer.now = { bankTransfer: { iban: 'DE' } as unknown as Donation['bankTransfer'] }
    expect(await giving.pay()).toBeUndefined()
    expect(giving.step).toBe('transfer')
    expect(sent[0]).toMatchObject({ provider: 'offline', coverFees: false })
  })

  test('repeats by itself only through the provider', () => {
    const { giving } = aGiving()
    giving.method = 'bank_transfer'
    giving.monthly = true
    giving.next()
    giving.next()
    expect(giving.methods).toEqual(['checkout'])
    expect(giving.method).toBe('checkout')
  })

  test('begins with what a command said', () => {
    expect(aGiving({ amount: 6000 }).giving.choice).toBe(2)
    const { giving } = aGiving({ amount: 4250, message: 'x'.repeat(400) })
    expect(giving).toMatchObject({ choice: -1, own: '42.50', amount: 4250, left: 0 })
    expect(giving.message).toHaveLength(MOST_MESSAGE)
  })
})

test.each([
  ['/give', undefined, ''],
  ['/give 25', 2500, ''],
  ['/give 25 thanks for the talk', 2500, 'thanks for the talk'],
  ['/give €25 thanks', 2500, 'thanks'],
  ['/give 25 € thanks', 2500, 'thanks'],
  ['/give 12.50 two\nlines', 1250, 'two\nlines'],
  ['/give 0 nothing', undefined, '0 nothing'],
  ['/give thanks for all', undefined, 'thanks for all']
])('%s', (text, amount, message) => {
  expect(giveCommand(text, 'EUR', 'en')).toEqual({ amount, message })
})

test('other texts are messages', () => {
  for (const text of ['give 25', '/given 25', 'I /give 25']) expect(giveCommand(text, 'EUR', 'en')).toBeUndefined()
})

test('amounts are written as they are typed', () => {
  expect([written(2500, 2), written(2550, 2), written(5, 2), written(1234, 0), written(1234, 3)]).toEqual([
    '25',
    '25.50',
    '0.05',
    '1234',
    '1.234'
  ])
})

test('the public page writes sums as the SDK does, without its table', () => {
  for (const [amount, currency] of [
    [2500, 'EUR'],
    [2550, 'EUR'],
    [5, 'USD'],
    [1234, 'JPY'],
    [1234, 'KWD']
  ] as const)
    expect(money(amount, { currency, exponent: exponentOf(currency) })).toBe(
      formatMoney(amount, currency, undefined, { short: true })
    )
})

describe('a campaign', () => {
  test('is at 100 % only when the goal is reached', () => {
    expect(percentOf({ raisedAmount: 239_999, goalAmount: 240_000 })).toBe(99)
    expect(percentOf({ raisedAmount: 240_000, goalAmount: 240_000 })).toBe(100)
    expect(percentOf({ raisedAmount: 0, goalAmount: 240_000 })).toBe(0)
  })

  test.each([
    [{}, 'open', undefined],
    [{ endsAt: NOW + 9 * DAY }, 'open', '9 days left'],
    [{ endsAt: NOW + DAY }, 'open', '1 day left'],
    [{ endsAt: NOW + 60_000 }, 'open', 'Last day'],
    [{ endsAt: NOW }, 'over', 'Ended on'],
    [{ startsAt: NOW + DAY }, 'soon', 'Begins on'],
    [{ status: 'ended' }, 'over', 'Ended'],
    [{ status: 'draft' }, 'draft', 'Not published']
  ] as const)('%j is %s', (change, phase, words) => {
    const row = { status: 'live', startsAt: null, endsAt: null, ...change } as const
    expect(phaseOf(row, NOW)).toBe(phase)
    expect(spanInWords(row, NOW)?.startsWith(words ?? '') ?? true).toBe(true)
    if (words === undefined) expect(spanInWords(row, NOW)).toBeUndefined()
  })
})

test('every state of a gift is told in words, and only what ended without money can be tried again', () => {
  const statuses: Donation['status'][] = [
    ...(['created', 'pending', 'processing', 'succeeded', 'partially_refunded', 'refunded'] as const),
    ...(['failed', 'expired', 'canceled', 'disputed', 'lost', 'needs_review'] as const)
  ]
  for (const status of statuses) {
    const { title, text, again } = outcomeOf({ status, provider: 'stripe', message: '' })
    expect(title).not.toBe('')
    expect(text).not.toMatch(/_|undefined/)
    expect(again ?? false).toBe(['failed', 'expired', 'canceled'].includes(status))
  }
})
