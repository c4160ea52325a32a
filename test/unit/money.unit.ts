import * as fc from 'fast-check'
import * as table from 'dinero.js/currencies'
import { describe, expect, test } from 'vitest'
import {
  decimalOf,
  exponentOf,
  formatMoney,
  isCurrency,
  MOST_AMOUNT,
  parseMoney
} from '../../api/payments/currencies.ts'
import { feeCoverOf, fromStripeAmount, limitsOf, stepOf, stripeAmount, withFees } from '../../api/payments/money.ts'

/** The table of another author. BGN ended on 2026-01-01; dinero.js 2.0.2 has it still. */
const ISO = Object.values(table).filter(({ code }) => code !== 'BGN')
const CODES = ISO.map(({ code }) => code)
const LOCALES = ['en', 'de', 'fr', 'ar', 'hi', 'fa', 'ja', 'pt-BR', 'de-CH']

const anAmount = fc.oneof(fc.integer({ min: 0, max: 10_000 }), fc.integer({ min: 0, max: MOST_AMOUNT }))
const aCurrency = fc.constantFrom(...CODES)
/** Stripe has no currency of four decimals. */
const STRIPES = CODES.filter((code) => exponentOf(code) < 4)

describe('a currency', () => {
  test('is one of ISO 4217 that has a minor unit', () => {
    const asked = Array.from({ length: 26 ** 3 }, (_, n) =>
      [n / 676, (n / 26) % 26, n % 26].map((letter) => String.fromCharCode(65 + Math.floor(letter))).join('')
    )
    expect(asked.filter(isCurrency).sort()).toEqual([...CODES].sort())
  })

  test.each(['XXX', 'XTS', 'XAU', 'XAG', 'XDR', 'BGN', 'HRK', 'eur', 'EUR ', 'EURO', '', '978', 'constructor'])(
    'is not %j',
    (code) => {
      expect(isCurrency(code)).toBe(false)
      expect(exponentOf(code)).toBe(2)
    }
  )

  test.each([undefined, null, 978, ['EUR'], {}])('is not %j, which is no text', (code) => {
    expect(isCurrency(code)).toBe(false)
  })

  test.each(ISO)('$code has the exponent of ISO', ({ code, base, exponent }) => {
    // dinero.js counts in coins: an ariary (MGA) and an ouguiya (MRU) have five, base 5 exponent 1. ISO writes them with
    // two decimals, as databases and providers do
    const isFive = code === 'MGA' || code === 'MRU'
    expect(base).toBe(isFive ? 5 : 10)
    expect(exponentOf(code)).toBe(isFive ? 2 : exponent)
  })

  test('has not the exponent of Intl', () => {
    const digits = new Intl.NumberFormat('en', { style: 'currency', currency: 'HUF' }).resolvedOptions()
    // when this fails, Intl has learned; the table stays
    expect([digits.maximumFractionDigits, exponentOf('HUF')]).toEqual([0, 2])
  })
})

describe('an amount is written', () => {
  test.each([
    [1250, 'EUR', 'en', '€12.50'],
    [1250, 'EUR', 'de', '12,50 €'],
    [1200, 'EUR', 'en', '€12.00'],
    [1250, 'JPY', 'en', '¥1,250'],
    [1250, 'HUF', 'en', 'Ft 12.50'],
    [1250, 'KWD', 'en', 'KWD 1.250'],
    [-1250, 'EUR', 'en', '-€12.50'],
    [MOST_AMOUNT - 1, 'EUR', 'en', '€9,999,999,999.99'],
    [12_345_678, 'INR', 'hi', '₹1,23,456.78']
  ])('%d %s in %s as %s', (amount, currency, locale, text) => {
    expect(formatMoney(amount, currency, locale).replace(/\s/g, ' ')).toBe(text)
  })

  test('short, without decimals when it is whole, and only then', () => {
    const short = (amount: number, currency = 'EUR') => formatMoney(amount, currency, 'en', { short: true })
    expect([short(1200), short(1250), short(0), short(-500)]).toEqual(['€12', '€12.50', '€0', '-€5'])
    expect(short(1250, 'JPY')).toBe('¥1,250')
  })

  test.each([
    [1250, 'EUR', '12.50'],
    [5, 'EUR', '0.05'],
    [-5, 'EUR', '-0.05'],
    [0, 'EUR', '0.00'],
    [1250, 'JPY', '1250'],
    [5, 'KWD', '0.005'],
    [MOST_AMOUNT, 'UYW', '100000000.0000']
  ])('for machines: %d %s as %s', (amount, currency, text) => {
    expect(decimalOf(amount, currency)).toBe(text)
  })
})

describe('an amount is read', { timeout: 20_000 }, () => {
  test.each(LOCALES)('as it was written, in %s', (locale) => {
    fc.assert(
      fc.property(anAmount, aCurrency, fc.boolean(), (amount, currency, short) => {
        expect(parseMoney(formatMoney(amount, currency, locale, { short }), currency, locale)).toBe(amount)
      }),
      { numRuns: 300 }
    )
  })

  test.each([
    ['12', 'EUR', 'en', 1200],
    ['12.5', 'EUR', 'en', 1250],
    ['12,5', 'EUR', 'en', 1250],
    ['12.50', 'EUR', 'de', 1250],
    ['12,50', 'EUR', 'de', 1250],
    ['1,234', 'EUR', 'en', 123_400],
    ['1.234', 'EUR', 'de', 123_400],
    ['1.234,5', 'EUR', 'de', 123_450],
    ['1,234.56', 'EUR', 'en', 123_456],
    ["1'234.50", 'CHF', 'de-CH', 123_450],
    ['1’234.50', 'CHF', 'de-CH', 123_450],
    ['1 234,50', 'EUR', 'fr', 123_450],
    ['12,34,567.8', 'INR', 'hi', 123_456_780],
    ['.5', 'EUR', 'en', 50],
    ['5.', 'EUR', 'en', 500],
    ['0', 'EUR', 'en', 0],
    ['007', 'EUR', 'en', 700],
    [' €5 ', 'EUR', 'en', 500],
    ['5 EUR', 'EUR', 'en', 500],
    ['1.234', 'KWD', 'en', 1234],
    ['1.234', 'KWD', 'de', 1_234_000],
    ['1,000', 'JPY', 'en', 1000],
    ['１２３', 'JPY', 'ja', 123],
    ['۱۲٫۵', 'EUR', 'fa', 1250],
    ['١٢٫٥', 'EUR', 'ar', 1250],
    ['10000000000', 'EUR', 'en', MOST_AMOUNT]
  ])('%j %s in %s', (text, currency, locale, amount) => {
    expect(parseMoney(text, currency, locale)).toBe(amount)
  })

  test.each([
    ['', 'EUR', 'en'],
    [' ', 'EUR', 'en'],
    ['€', 'EUR', 'en'],
    ['.', 'EUR', 'en'],
    ['1e3', 'EUR', 'en'],
    ['0x10', 'EUR', 'en'],
    ['Infinity', 'EUR', 'en'],
    ['-5', 'EUR', 'en'],
    ['−5', 'EUR', 'en'],
    ['+5', 'EUR', 'en'],
    ['(5)', 'EUR', 'en'],
    ['5 USD', 'EUR', 'en'],
    ['5€€', 'EUR', 'en'],
    ['12.505', 'EUR', 'en'],
    ['12.500', 'EUR', 'en'],
    ['12.5', 'JPY', 'en'],
    ['12.0', 'JPY', 'en'],
    ['1.2345', 'KWD', 'en'],
    // neither a thousand nor an amount, and nobody should guess
    ['1.234', 'EUR', 'fr'],
    ['1.234', 'EUR', 'en'],
    ['0.123', 'EUR', 'de'],
    ['1.234,56', 'EUR', 'en'],
    ['1,23,456', 'EUR', 'en'],
    ['1,2345', 'EUR', 'en'],
    ['1,234 567', 'EUR', 'en'],
    ['1,,234', 'EUR', 'en'],
    ['1.2.3', 'EUR', 'en'],
    ['10000000000.01', 'EUR', 'en'],
    ['9'.repeat(90), 'EUR', 'en'],
    [`${'0'.repeat(200)}1`, 'EUR', 'en'],
    ['5', 'XXX', 'en'],
    ['5', 'not a currency', 'en']
  ])('never: %j %s in %s', (text, currency, locale) => {
    expect(parseMoney(text, currency, locale)).toBeUndefined()
  })

  test('as an amount or as nothing, whatever it is', () => {
    const typed = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[0-9.,' €-]{0,12}$/))
    fc.assert(
      fc.property(typed, aCurrency, fc.constantFrom(...LOCALES), (text, currency, locale) => {
        const amount = parseMoney(text, currency, locale)
        expect(amount === undefined || (Number.isInteger(amount) && amount >= 0 && amount <= MOST_AMOUNT)).toBe(true)
      }),
      { numRuns: 1000 }
    )
  })
})

describe('for Stripe', () => {
  const ZERO_DECIMAL = 'BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF'.split(' ')

  test.each(ZERO_DECIMAL)('%s has no decimals', (code) => {
    expect(stripeAmount(500 * 10 ** exponentOf(code), code)).toBe(500)
  })

  test.each(STRIPES.filter((code) => !ZERO_DECIMAL.includes(code) && exponentOf(code) !== 3))('%s has two', (code) => {
    if (code === 'UYI') return expect(stripeAmount(5, code)).toBe(5) // an index of Uruguay, which Stripe has not
    expect(stripeAmount(5 * 10 ** exponentOf(code), code)).toBe(500)
  })

  test.each([
    [1250, 'EUR', 1250],
    [1045, 'HUF', 1045],
    [1045, 'TWD', 1045],
    [5, 'ISK', 500],
    [5, 'UGX', 500],
    [5120, 'KWD', 5120],
    [50_000, 'MGA', 500],
    [MOST_AMOUNT, 'EUR', MOST_AMOUNT]
  ])('%d %s is %d', (amount, currency, theirs) => {
    expect(stripeAmount(amount, currency)).toBe(theirs)
    expect(fromStripeAmount(theirs, currency.toLowerCase())).toBe(amount)
  })

  test.each([
    [5124, 'KWD'],
    [50_050, 'MGA'],
    [5, 'CLF'],
    [5, 'XXX'],
    [5, 'eur'],
    [0, 'EUR'],
    [-1, 'EUR'],
    [0.1 + 0.2, 'EUR'],
    [1.5, 'EUR'],
    [NaN, 'EUR'],
    [Infinity, 'EUR'],
    [1e21, 'EUR'],
    [MOST_AMOUNT + 1, 'EUR']
  ])('%d %s cannot be said', (amount, currency) => {
    expect(stripeAmount(amount, currency)).toBeUndefined()
  })

  test.each([
    [150, 'isk'],
    [1, 'ugx'],
    [1.5, 'eur'],
    [NaN, 'eur'],
    [MOST_AMOUNT + 1, 'eur'],
    [5, 'clf'],
    [5, 'xxx'],
    [5, '']
  ])('their %d %s is no amount of ours', (amount, currency) => {
    expect(fromStripeAmount(amount, currency)).toBeUndefined()
  })

  test('a fee that comes back is negative', () => {
    expect([fromStripeAmount(-30, 'eur'), fromStripeAmount(-500, 'isk'), fromStripeAmount(-5, 'mga')]).toEqual([
      -30, -5, -500
    ])
  })

  test.each(STRIPES)('%s goes there and back', (code) => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: MOST_AMOUNT / stepOf(code) }), (steps) => {
        const theirs = stripeAmount(steps * stepOf(code), code)
        expect(Number.isSafeInteger(theirs)).toBe(true)
        expect(fromStripeAmount(theirs!, code)).toBe(steps * stepOf(code))
      }),
      { numRuns: 20 }
    )
  })

  test.each(CODES)('%s has limits that can be paid', (code) => {
    const { least, most } = limitsOf(code)
    expect(least).toBeGreaterThanOrEqual(1)
    expect(least).toBeLessThan(most)
    expect(most).toBeLessThanOrEqual(1_000_000 * 10 ** exponentOf(code))
    if (!STRIPES.includes(code)) return
    expect(stripeAmount(least, code)).toBeGreaterThan(0)
    expect(stripeAmount(most, code)).toBeLessThanOrEqual(99_999_999)
  })

  test.each([
    ['EUR', 50, 99_999_999],
    ['USD', 50, 99_999_999],
    ['GBP', 30, 99_999_999],
    ['JPY', 50, 1_000_000],
    ['HUF', 17_500, 99_999_999],
    ['ISK', 100, 999_999],
    ['KWD', 1000, 99_999_990]
  ])('%s: from %d to %d', (code, least, most) => {
    expect(limitsOf(code)).toEqual({ least, most })
  })
})

describe('with the fees on top', { timeout: 20_000 }, () => {
  const CARD = { percentBasisPoints: 290, fixed: 30 }

  test.each([
    [500, CARD, 'EUR', 546],
    [10_000, CARD, 'EUR', 10_330],
    [500, { percentBasisPoints: 0, fixed: 0 }, 'EUR', 500],
    [0, CARD, 'EUR', 31],
    [1000, { percentBasisPoints: 5000, fixed: 0 }, 'EUR', 2000],
    [5000, CARD, 'KWD', 5190],
    [50_000, CARD, 'MGA', 51_600]
  ])('%d and %j in %s are %d', (net, fees, currency, gross) => {
    expect(withFees(net, fees, currency)).toBe(gross)
    expect(feeCoverOf(net, fees, currency)).toBe(gross - net)
  })

  test('what was asked for is left, and one step less would not do', () => {
    const fees = fc.record({
      percentBasisPoints: fc.integer({ min: 0, max: 3000 }),
      fixed: fc.integer({ min: 0, max: 10_000 })
    })
    const gifts = fc.oneof(fc.integer({ min: 0, max: 100_000 }), fc.integer({ min: 0, max: MOST_AMOUNT / 2 }))
    fc.assert(
      fc.property(gifts, fees, fc.constantFrom(...STRIPES), (net, { percentBasisPoints, fixed }, currency) => {
        const gross = withFees(net, { percentBasisPoints, fixed }, currency)!
        /** In ten-thousandths, and exact. */
        const leftOf = (paid: number) =>
          BigInt(paid) * BigInt(10_000 - percentBasisPoints) - BigInt(fixed) * 10_000n - BigInt(net) * 10_000n
        expect(leftOf(gross) >= 0n).toBe(true)
        expect(leftOf(gross - stepOf(currency)) < 0n).toBe(true)
        expect(gross === 0 || stripeAmount(gross, currency) !== undefined).toBe(true)
        // a provider that rounds its fee up takes no more than the part of a cent
        const fee = Math.ceil((gross * percentBasisPoints) / 10_000) + fixed
        if (gross < 2 ** 39) expect(gross - fee).toBeGreaterThanOrEqual(net)
      }),
      { numRuns: 2000 }
    )
  })

  test.each([-1, 1.5, NaN, MOST_AMOUNT + 1, MOST_AMOUNT])('%d is no gift, or too much with them', (net) => {
    expect(withFees(net, CARD, 'EUR')).toBeUndefined()
    expect(feeCoverOf(net, CARD, 'EUR')).toBeUndefined()
  })

  test.each([
    { percentBasisPoints: 10_000, fixed: 0 },
    { percentBasisPoints: -1, fixed: 0 },
    { percentBasisPoints: 2.9, fixed: 30 },
    { percentBasisPoints: 290, fixed: -1 },
    { percentBasisPoints: 290, fixed: 0.3 },
    { percentBasisPoints: NaN, fixed: 0 }
  ])('%j are no fees', (fees) => {
    expect(() => withFees(500, fees, 'EUR')).toThrow(RangeError)
  })
})
