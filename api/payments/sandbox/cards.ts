/** One of Stripe's test cards, and what becomes of a payment with it. @see https://docs.stripe.com/testing */
export interface Scenario {
  number: string
  label: string
  /** Refused at once: Stripe's `code` and `decline_code`. */
  decline?: { code: string; declineCode?: string; blocked?: true }
  /** Asks for 3-D Secure first. */
  asks?: true
  /** What happens after it was paid. */
  later?: 'renewals_fail' | 'dispute' | 'inquiry' | 'refund_pending' | 'refund_fails'
  risk?: 'elevated' | 'highest'
}

const declined = (declineCode: string): Scenario['decline'] => ({ code: 'card_declined', declineCode })

export const scenarios = {
  paid: { number: '4242424242424242', label: 'paid at once' },
  declined: { number: '4000000000000002', label: 'declined', decline: declined('generic_decline') },
  insufficient_funds: { number: '4000000000009995', label: 'no money', decline: declined('insufficient_funds') },
  expired_card: { number: '4000000000000069', label: 'card has expired', decline: { code: 'expired_card' } },
  incorrect_cvc: { number: '4000000000000127', label: 'wrong CVC', decline: { code: 'incorrect_cvc' } },
  processing_error: { number: '4000000000000119', label: 'processing error', decline: { code: 'processing_error' } },
  asks: { number: '4000002500003155', label: '3-D Secure', asks: true },
  asks_always: { number: '4000000000003220', label: '3-D Secure 2', asks: true },
  renewals_fail: { number: '4000000000000341', label: 'paid, renewals fail', later: 'renewals_fail' },
  dispute: { number: '4000000000000259', label: 'paid, then disputed', later: 'dispute' },
  inquiry: { number: '4000000000001976', label: 'paid, then asked about', later: 'inquiry' },
  refund_pending: { number: '4000000000007726', label: 'refund takes a while', later: 'refund_pending' },
  refund_fails: { number: '4000000000005126', label: 'refund fails later', later: 'refund_fails' },
  blocked: {
    number: '4100000000000019',
    label: 'blocked as fraud',
    decline: { code: 'card_declined', declineCode: 'fraudulent', blocked: true },
    risk: 'highest'
  },
  highest_risk: {
    number: '4000000000004954',
    label: 'highest risk',
    decline: { code: 'card_declined', declineCode: 'fraudulent', blocked: true },
    risk: 'highest'
  },
  elevated_risk: { number: '4000000000009235', label: 'elevated risk, paid', risk: 'elevated' }
} satisfies Record<string, Scenario>

export type ScenarioId = keyof typeof scenarios
/** How a payment by bank debit is marked. */
export const BANK = 'bank_debit'

export const isScenario = (id: string): id is ScenarioId => Object.hasOwn(scenarios, id)

export const scenarioOf = (id: string): Scenario | undefined => (isScenario(id) ? scenarios[id] : undefined)

/** What a payer typed: one of the test cards, or why it is not taken. The number itself goes no further than here. */
export const readCard = (typed: string): ScenarioId | 'real_card' | 'no_card' => {
  const digits = typed.replace(/[\s-]/g, '')
  const known = (Object.keys(scenarios) as ScenarioId[]).find((id) => scenarios[id].number === digits)
  if (known) return known
  return /^\d{12,19}$/.test(digits) && isLuhn(digits) ? 'real_card' : 'no_card'
}

const isLuhn = (digits: string) => {
  const sum = [...digits].reverse().reduce((total, digit, place) => {
    const doubled = Number(digit) * (place % 2 === 0 ? 1 : 2)
    return total + (doubled > 9 ? doubled - 9 : doubled)
  }, 0)
  return sum % 10 === 0
}
