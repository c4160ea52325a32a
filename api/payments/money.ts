import { exponentOf, isCurrency, MOST_AMOUNT } from './currencies.ts'

/** Where the decimals of Stripe's `amount` are not those of ISO. @see https://docs.stripe.com/currencies#special-cases */
const STRIPE_EXPONENTS: Record<string, number> = {
  // without decimals since long, but still sent with two, which are always 00; UGX also stands among the zero-decimal
  // ones of that page, the special cases say more about it
  ISK: 2,
  UGX: 2,
  // an ariary has 5 iraimbilanja, which ISO writes as two decimals and nobody has seen
  MGA: 0
}
const stripeExponentOf = (currency: string) => STRIPE_EXPONENTS[currency] ?? exponentOf(currency)

/** Stripe has no currency of four decimals. */
const isTaken = (currency: string) => isCurrency(currency) && exponentOf(currency) < 4

/** The smallest step between two amounts that Stripe can express, in minor units; the smallest amount, too. */
export const stepOf = (currency: string) => {
  // card networks know two decimals: the last of three is 0
  if (exponentOf(currency) === 3) return 10
  return 10 ** Math.max(0, exponentOf(currency) - stripeExponentOf(currency))
}

/**
 * What Stripe calls `amount`; undefined (`invalid_amount`) when Stripe cannot express it: not a positive integer, above
 * `MOST_AMOUNT`, between two steps, or of a currency that it has not.
 */
export const stripeAmount = (amount: number, currency: string): number | undefined => {
  if (!Number.isInteger(amount) || amount < 1 || amount > MOST_AMOUNT) return
  if (!isTaken(currency) || amount % stepOf(currency) !== 0) return
  const more = stripeExponentOf(currency) - exponentOf(currency)
  return more < 0 ? amount / 10 ** -more : amount * 10 ** more
}

/**
 * An amount of Stripe in minor units. `currency` may be in lower case, as Stripe writes it; fees and balances may be
 * negative. Undefined when it is no amount of ours, as 150 ISK of theirs, which is one króna and a half.
 */
export const fromStripeAmount = (amount: number, currency: string): number | undefined => {
  const code = currency.toUpperCase()
  if (!Number.isInteger(amount) || !isTaken(code)) return
  const less = stripeExponentOf(code) - exponentOf(code)
  if (less > 0 && amount % 10 ** less !== 0) return
  const ours = less < 0 ? amount * 10 ** -less : amount / 10 ** less
  return Math.abs(ours) <= MOST_AMOUNT ? ours : undefined
}

/** In minor units, by settlement currency. @see https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts */
const STRIPE_LEAST: Record<string, number> = {
  ...{ AED: 200, AUD: 50, BRL: 50, CAD: 50, CHF: 50, CZK: 1500, DKK: 250, EUR: 50, GBP: 30, HKD: 400, HUF: 17_500 },
  ...{ INR: 50, JPY: 50, MXN: 1000, MYR: 200, NOK: 300, NZD: 50, PLN: 200, RON: 200, SEK: 300, SGD: 50, THB: 1000 },
  USD: 50
}

/**
 * For others Stripe converts and wants half a dollar or so. Where one unit is far less than that, this many major units
 * are about as much, by order of magnitude; everywhere else it is one unit.
 */
const LEAST_OF_SMALL_UNITS: Record<string, number> = Object.fromEntries(
  Object.entries({
    50: 'AFN ALL BDT DOP DZD ETB GMD HTG KES KGS MKD NPR PHP RSD RUB SRD UAH',
    100: 'AMD CVE DJF ISK JMD LKR LRD PKR SDG VED VES VUV XPF YER',
    500: 'AOA ARS CDF CLP CRC IQD KMF KPW KRW KZT MWK NGN RWF SOS SSP SYP XAF XOF',
    5000: 'BIF COP GNF KHR MGA MMK MNT PYG TZS UGX UZS',
    10_000: 'IDR LAK VND',
    50_000: 'LBP',
    500_000: 'IRR'
  }).flatMap(([least, codes]) => codes.split(' ').map((code) => [code, Number(least)]))
)

/** Eight digits are what Stripe takes in most currencies. */
const STRIPE_MOST = 99_999_999
const MOST_MAJOR_UNITS = 1_000_000

/** The least and the most that may be given at once, in minor units; both can be expressed by Stripe. */
export const limitsOf = (currency: string) => {
  const major = 10 ** exponentOf(currency)
  const mostByStripe = fromStripeAmount(stripeFloor(STRIPE_MOST, currency), currency)
  return {
    least: STRIPE_LEAST[currency] ?? (LEAST_OF_SMALL_UNITS[currency] ?? 1) * major,
    most: Math.min(MOST_MAJOR_UNITS * major, mostByStripe ?? MOST_AMOUNT)
  }
}

/** The nearest lower amount of Stripe's that it can express. */
const stripeFloor = (amount: number, currency: string) => {
  const step = stepOf(currency) * 10 ** (stripeExponentOf(currency) - exponentOf(currency))
  return Math.floor(amount / step) * step
}

/**
 * Which part of `back` the campaign bears, when so much of a gift went back in all; the rest had covered fees. Rounded in one way
 * everywhere, so that books, bar and card say the same, and many refunds add up exactly.
 */
export const campaignPart = ({ amount, total }: { amount: number; total: number }, back: number) =>
  back >= total ? amount : Math.floor((back * amount) / total)

/** What a provider keeps of each payment: hundredths of a percent (290 is 2.9 %), and a part in minor units. */
export interface Fees {
  percentBasisPoints: number
  fixed: number
}

/**
 * What must be paid so that `net` is left, in minor units: `ceil((net + fixed) / (1 − percent))`, rounded up to the next
 * step. However the provider rounds its fee, at least `net` is left, since `net` itself is whole. Undefined
 * (`invalid_amount`) when `net` is no amount, or what must be paid is above `MOST_AMOUNT`.
 * @throws {RangeError} fees that are negative, not whole, or eat up everything
 */
export const withFees = (net: number, { percentBasisPoints, fixed }: Fees, currency: string): number | undefined => {
  if (!isWhole(percentBasisPoints) || !isWhole(fixed) || percentBasisPoints >= WHOLE) {
    throw new RangeError('Fees are whole numbers, and less than everything')
  }
  if (!isWhole(net) || net > MOST_AMOUNT) return
  // bigint: net × 10,000 may pass 2^53
  const exact = ceil(BigInt(net + fixed) * BigInt(WHOLE), BigInt(WHOLE - percentBasisPoints))
  const step = BigInt(stepOf(currency))
  const gross = Number(ceil(exact, step) * step)
  return gross <= MOST_AMOUNT ? gross : undefined
}

/** What a gift of `net` needs on top, so that all of it arrives; undefined as in `withFees`. */
export const feeCoverOf = (net: number, fees: Fees, currency: string): number | undefined => {
  const gross = withFees(net, fees, currency)
  return gross === undefined ? undefined : gross - net
}

/** Of basis points. */
const WHOLE = 10_000
const isWhole = (value: number) => Number.isSafeInteger(value) && value >= 0
const ceil = (dividend: bigint, divisor: bigint) => (dividend + divisor - 1n) / divisor
