/** The most that an amount may be, in minor units: far below 2^53, so sums of many stay exact integers. */
export const MOST_AMOUNT = 10 ** 12

/**
 * List One of ISO 4217, as far as it gives a minor unit: metals, XXX, XTS and XDR have none. Without BGN, which ended on
 * 2026-01-01. Funds codes (CLF, UYW …) are in the list, and so are they here.
 * @see https://www.six-group.com/en/products-services/financial-information/data-standards.html
 */
const CODES = new Set(
  (
    'AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF ' +
    'CHW CLF CLP CNY COP COU CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD ' +
    'HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD ' +
    'MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN ' +
    'PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD ' +
    'TWD TZS UAH UGX USD USN UYI UYU UYW UZS VED VES VND VUV WST XAD XAF XCD XCG XOF XPF YER ZAR ZMW ZWG'
  ).split(' ')
)

/** By ISO, and never by Intl, which shows what shops print: it says 0 for HUF, where ISO and the providers say 2. */
const EXPONENTS = new Map(
  Object.entries({
    0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF',
    3: 'BHD IQD JOD KWD LYD OMR TND',
    4: 'CLF UYW'
  }).flatMap(([exponent, codes]) => codes.split(' ').map((code) => [code, Number(exponent)] as const))
)

/** An active currency of ISO 4217, in upper case. */
export const isCurrency = (code: unknown): code is string => typeof code === 'string' && CODES.has(code)

/** How many decimals the minor unit stands for: 2 for EUR, 0 for JPY. Of a code that `isCurrency` refuses it says 2. */
export const exponentOf = (currency: string) => EXPONENTS.get(currency) ?? 2

/** `amount`, in minor units, for machines: 1250 EUR is `12.50`. No grouping, a point, all decimals. */
export const decimalOf = (amount: number, currency: string) => {
  const exponent = exponentOf(currency)
  const digits = String(Math.abs(amount)).padStart(exponent + 1, '0')
  const whole = digits.slice(0, digits.length - exponent)
  const fraction = digits.slice(digits.length - exponent)
  return `${amount < 0 ? '-' : ''}${whole}${fraction && `.${fraction}`}` as `${number}`
}

/**
 * `amount`, in minor units, for people. `short` leaves out the decimals of a whole amount: €12.
 * @throws {RangeError} the locale or the currency is malformed
 */
export const formatMoney = (amount: number, currency: string, locale?: string, { short = false } = {}) => {
  const exponent = exponentOf(currency)
  const decimals = short && amount % 10 ** exponent === 0 ? 0 : exponent
  // as text, since a quotient would be rounded twice
  return formatOf(currency, locale, 'narrowSymbol', decimals).format(decimalOf(amount, currency))
}

/**
 * What a person typed, in minor units; undefined when it is not an amount of this currency, negative, or above
 * `MOST_AMOUNT`. Takes what `formatMoney` writes, the separators of the locale, and plain `12.5` or `12,50` in any
 * locale. Where a text could be read in two ways, the locale decides: `1.234` is a thousand in German, and an error in
 * French. Nothing is calculated with floats.
 */
export const parseMoney = (text: string, currency: string, locale?: string): number | undefined => {
  if (!isCurrency(currency) || text.length > 100) return
  const { decimals, groups, groupSize, symbols } = writingOf(currency, locale)
  const number = withoutSymbol(normal(text), symbols)
  const grouped = `[1-9]\\d{0,2}(?<group>[${groups}])(?:\\d{${groupSize}}\\k<group>)*\\d{3}`
  const localised = new RegExp(`^(?<whole>\\d+|${grouped}|(?=[${decimals}]\\d))(?:[${decimals}](?<fraction>\\d*))?$`)
  const parts = (localised.exec(number) ?? PLAIN.exec(number))?.groups
  return parts && minorUnits(parts.whole ?? '', parts.fraction ?? '', exponentOf(currency))
}
const PLAIN = /^(?<whole>\d+)[.,](?<fraction>\d*)$/

const minorUnits = (whole: string, fraction: string, exponent: number) => {
  if (fraction.length > exponent) return
  const digits = (whole.replace(/\D/g, '') + fraction.padEnd(exponent, '0')).replace(/^0+(?=\d)/, '')
  // so many digits are exact
  if (digits.length > String(MOST_AMOUNT).length) return
  const amount = Number(digits)
  return amount <= MOST_AMOUNT ? amount : undefined
}

/** How a locale writes this currency. `decimals` and `groups` fit between the brackets of a regular expression. */
const writingOf = (currency: string, locale?: string) => {
  const parts = formatOf(currency, locale, 'narrowSymbol', 1).formatToParts(12345678.9)
  const named = (type: string) => parts.filter((part) => part.type === type).map(({ value }) => normal(value))
  const [, second = ''] = named('integer')
  const symbols = (['narrowSymbol', 'symbol', 'code'] as const).flatMap((display) =>
    formatOf(currency, locale, display, 0)
      .formatToParts(1)
      .filter(({ type }) => type === 'currency')
      .map(({ value }) => normal(value))
  )
  return {
    decimals: `${named('decimal')[0] ?? '.'}٫`,
    // whatever the locale: a blank and an apostrophe separate nothing but groups
    groups: `${named('group')[0] ?? ''}٬ '`,
    // 2 in India: 1,23,45,678
    groupSize: second.length || 3,
    symbols: symbols.filter(Boolean).sort((a, b) => b.length - a.length)
  }
}

const withoutSymbol = (text: string, symbols: string[]) => {
  const symbol = symbols.find((it) => text.startsWith(it) || text.endsWith(it))
  if (symbol === undefined) return text
  return (text.startsWith(symbol) ? text.slice(symbol.length) : text.slice(0, -symbol.length)).trim()
}

/** Zeros of the digits that locales write by default, and of those that an Asian keyboard makes. */
const ZEROS = ['٠', '۰', '०', '০', '༠', '၀', '０'].map((zero) => zero.charCodeAt(0))

/** One form for digits, blanks and apostrophes; without the marks that only steer the direction of writing. */
const normal = (text: string) =>
  text
    .replace(/[\u200b\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/\s/g, ' ')
    .replace(/’/g, "'")
    .replace(/[^\0-\x7f]/g, (character) => {
      const zero = ZEROS.find((it) => character.charCodeAt(0) >= it && character.charCodeAt(0) <= it + 9)
      return zero === undefined ? character : String(character.charCodeAt(0) - zero)
    })
    .trim()

/** A format takes longer to make than to use. Cleared when full, as a server sees the locales of everybody. */
const formats = new Map<string, Intl.NumberFormat>()
const MOST_FORMATS = 500

const formatOf = (
  currency: string,
  locale: string | undefined,
  currencyDisplay: 'narrowSymbol' | 'symbol' | 'code',
  decimals: number
) => {
  const key = [currency, locale, currencyDisplay, decimals].join()
  const known = formats.get(key)
  if (known) return known
  const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals }
  const made = new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay, ...digits })
  if (formats.size >= MOST_FORMATS) formats.clear()
  formats.set(key, made)
  return made
}
