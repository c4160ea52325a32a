/**
 * `amount`, in minor units, for people; the decimals of a whole sum are left out. For the pages that do without the client: the
 * record brings the `exponent` of its currency, so that no table of currencies is fetched. Elsewhere `formatMoney` of the SDK.
 */
export const money = (amount: number, { currency, exponent }: { currency: string; exponent: number }) => {
  const digits = String(amount).padStart(exponent + 1, '0')
  const decimals = amount % 10 ** exponent === 0 ? 0 : exponent
  const whole = digits.slice(0, digits.length - exponent)
  const format = new Intl.NumberFormat(undefined, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals
  })
  // as text, since a quotient would be rounded twice
  return format.format(`${whole}.${digits.slice(digits.length - exponent)}0` as `${number}`)
}
