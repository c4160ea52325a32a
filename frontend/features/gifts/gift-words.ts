import { formatMoney, type Message } from '$sdk'

/** What the card of a gift shows: never more than its donor chose. */
export type GiftCard = NonNullable<Message['gift']>

/** How somebody is called who did not want to be named. */
export const KIND_SOUL = 'A kind soul'

const money = (amount: number, currency: string) => formatMoney(amount, currency, undefined, { short: true })

/** "€25", or nothing when the donor hid it. */
export const sumOf = ({ amount, currency }: Pick<GiftCard, 'amount' | 'currency'>) =>
  amount === null ? undefined : money(amount, currency)

/** What of a gift went back, as a note beside its sum; nothing when all of it stayed. */
export const givenBack = ({ status, refundedAmount, currency }: GiftCard) => {
  if (status === 'given') return
  if (status === 'refunded') return 'given back'
  return refundedAmount === null ? 'partly given back' : `${money(refundedAmount, currency)} given back`
}

/** The whole card as one sentence, for those who hear it. */
export const giftInWords = (gift: GiftCard, name: string, text: string) => {
  const what = sumOf(gift) ?? 'something'
  const how = [
    gift.interval === 'month' && 'every month',
    gift.test && 'as a test',
    givenBack(gift) && `(${givenBack(gift) ?? ''})`
  ].filter(Boolean)
  const said = text.trim() && `: “${text.trim()}”`
  return `${[name, 'gives', what, ...how].join(' ')}${said || '.'}`
}
