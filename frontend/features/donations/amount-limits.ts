import { formatMoney, limitsOf } from '$sdk'

const money = (amount: number, currency: string) => formatMoney(amount, currency, undefined, { short: true })

/** "From €0.50 to €999,999.99" */
export const limitsInWords = (currency: string) => {
  const { least, most } = limitsOf(currency)
  return `From ${money(least, currency)} to ${money(most, currency)}`
}

/** Why this cannot be given, `amount` being what was chosen and `total` what is paid; nothing when it can. The server says the same. */
export const refusalOf = (amount: number, total: number, currency: string): string | undefined => {
  const { least, most } = limitsOf(currency)
  if (amount < least) return `The least that can be given is ${money(least, currency)}.`
  if (amount > most) return `The most that can be given at once is ${money(most, currency)}.`
  if (total > most) return `With the fees this is more than ${money(most, currency)}.`
}
