import { invalid } from './refusals.ts'

/** Stripe's minor units, which are not ISO 4217's. @see https://docs.stripe.com/currencies */
const ZERO_DECIMAL = new Set('bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'.split(' '))
const THREE_DECIMAL = new Set('bhd jod kwd omr tnd'.split(' '))
/** Two-decimal by history only: whole units are all that can be charged. */
const WHOLE = new Set(['isk', 'ugx'])
const TWO_DECIMAL = new Set(
  [
    'usd aed afn all amd ang aoa ars aud awg azn bam bbd bdt bgn bmd bnd bob brl bsd bwp byn bzd cad cdf chf cny cop crc',
    'cve czk dkk dop dzd egp etb eur fjd fkp gbp gel gip gmd gtq gyd hkd hnl htg huf idr ils inr isk jmd kes kgs khr kyd',
    'kzt lak lbp lkr lrd lsl mad mdl mkd mmk mnt mop mur mvr mwk mxn myr mzn nad ngn nio nok npr nzd pab pen pgk php pkr',
    'pln qar ron rsd rub sar sbd scr sek sgd shp sle sos srd std szl thb tjs top try ttd twd tzs uah ugx uyu uzs wst xcd',
    'yer zar zmw'
  ].flatMap((line) => line.split(' '))
)

/** The least that can be charged, where it is not 50. @see https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts */
const LEAST: Record<string, number> = {
  aed: 200,
  bgn: 100,
  czk: 1500,
  dkk: 250,
  gbp: 30,
  hkd: 400,
  huf: 17_500,
  isk: 100,
  mxn: 1000,
  myr: 200,
  nok: 300,
  pln: 200,
  ron: 200,
  sek: 300,
  thb: 1000,
  ugx: 100
}
/** Stripe takes eight digits. */
const MOST = 99_999_999

export const exponentOf = (currency: string) => (ZERO_DECIMAL.has(currency) ? 0 : THREE_DECIMAL.has(currency) ? 3 : 2)

/** The currency in Stripe's spelling. @throws 400 for one that Stripe does not take */
export const knownCurrency = (currency: string, param: string) => {
  const known = currency.toLowerCase()
  if (![ZERO_DECIMAL, TWO_DECIMAL, THREE_DECIMAL].some((set) => set.has(known)))
    throw invalid(`Invalid currency: ${currency}.`, { param })
  return known
}

const least = (currency: string) => LEAST[currency] ?? (THREE_DECIMAL.has(currency) ? 500 : 50)

/** @throws 400 `amount_too_small`, `amount_too_large`, or for digits that the currency does not have */
export const checkAmount = (amount: number, currency: string, param: string) => {
  if (amount < least(currency)) {
    const message = `The amount must be at least ${display(least(currency), currency)}.`
    throw invalid(message, { code: 'amount_too_small', param })
  }
  if (amount > MOST) {
    const message = `The amount must be no more than ${display(MOST, currency)}.`
    throw invalid(message, { code: 'amount_too_large', param })
  }
  checkDigits(amount, currency, param)
}

/** @throws 400 when the last digits cannot be paid in this currency */
export const checkDigits = (amount: number, currency: string, param: string) => {
  const step = THREE_DECIMAL.has(currency) ? 10 : WHOLE.has(currency) ? 100 : 1
  if (amount % step !== 0) {
    const message = `Invalid amount: amounts in ${currency} must be a multiple of ${String(step)}.`
    throw invalid(message, { code: 'parameter_invalid_integer', param })
  }
}

/** What the provider keeps of a payment: 1.5 % and a quarter of a unit. */
export const feeOf = (amount: number, currency: string) =>
  Math.min(amount, Math.round(amount * 0.015) + Math.round(0.25 * 10 ** exponentOf(currency)))

/** What the provider takes for a dispute, whoever wins it. */
export const disputeFeeOf = (currency: string) => 15 * 10 ** exponentOf(currency)

export const display = (amount: number, currency: string, locale = 'en') => {
  const digits = exponentOf(currency)
  const format = { style: 'currency', currency, minimumFractionDigits: digits, maximumFractionDigits: digits } as const
  return new Intl.NumberFormat(locale, format).format(amount / 10 ** digits)
}
