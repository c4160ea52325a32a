import type { Application } from '../../../declarations.ts'
import { refusal } from '../../../errors.ts'
import { sandboxControl, type SandboxControl } from '../control.ts'
import { exponentOf } from '../currencies.ts'
import { ApiRefusal } from '../refusals.ts'
import type { Chaos } from '../world.ts'

/** The most that the clock moves at once (ms). */
const MOST_TIME = 400 * 24 * 3600_000

type Act = (control: SandboxControl, form: URLSearchParams) => Promise<unknown>

const textOf = (form: URLSearchParams, name: string) => form.get(name) ?? ''

/** @throws 400 */
const wholeOf = (form: URLSearchParams, name: string, most: number, least = 0) => {
  const value = Number(textOf(form, name) || '0')
  if (!Number.isInteger(value) || value < least || value > most) throw refusal('invalid_data')
  return value
}

const ACTS: Record<string, Act> = {
  refund: (control, form) =>
    control.refund({
      paymentId: textOf(form, 'id'),
      amount: amountOf(form),
      metadata: {}
    }),
  dispute: (control, form) => control.dispute(textOf(form, 'id')),
  inquiry: (control, form) => control.dispute(textOf(form, 'id'), { inquiry: true }),
  win: (control, form) => control.decide(textOf(form, 'id'), 'won'),
  lose: (control, form) => control.decide(textOf(form, 'id'), 'lost'),
  'close-inquiry': (control, form) => control.decide(textOf(form, 'id'), 'warning_closed'),
  escalate: (control, form) => control.escalate(textOf(form, 'id')),
  settle: (control, form) => control.settle(textOf(form, 'id'), true),
  fail: (control, form) => control.settle(textOf(form, 'id'), false),
  'renewals-fail': (control, form) => control.changeCard(textOf(form, 'id'), 'renewals_fail'),
  'renewals-succeed': (control, form) => control.changeCard(textOf(form, 'id'), 'paid'),
  advance: (control, form) => control.advance(wholeOf(form, 'ms', MOST_TIME)),
  resend: (control, form) => control.resend(textOf(form, 'id')),
  release: (control) => control.release(),
  'release-in-order': (control) => control.release({ inOrder: true }),
  calm: (control) => control.calm(),
  chaos: (control, form) => control.setChaos(chaosOf(form))
}

/** Does what a form of the panel asks for. What the provider itself would refuse is answered 400. */
export const actOn = async (app: Application, form: URLSearchParams) => {
  const name = textOf(form, 'act')
  const act = Object.hasOwn(ACTS, name) ? ACTS[name] : undefined
  if (!act) throw refusal('invalid_data')
  try {
    await act(sandboxControl(app), form)
  } catch (error) {
    if (error instanceof ApiRefusal) throw refusal('invalid_data')
    throw error
  }
}

/** `3.50` in the currency of the payment; empty is all of it. */
const amountOf = (form: URLSearchParams) => {
  const typed = textOf(form, 'amount').trim().replace(',', '.')
  if (typed === '') return undefined
  const amount = Math.round(Number(typed) * 10 ** exponentOf(textOf(form, 'currency')))
  if (!Number.isSafeInteger(amount) || amount < 1) throw refusal('invalid_data')
  return amount
}

const APIS: Chaos['api'][] = ['ok', 'error', 'timeout', 'lost']

const chaosOf = (form: URLSearchParams): Chaos => ({
  drop: wholeOf(form, 'drop', 1000, -1),
  duplicate: wholeOf(form, 'duplicate', 20),
  delay: wholeOf(form, 'delay', 24 * 3600_000),
  hold: form.has('hold'),
  api: APIS.find((api) => api === form.get('api')) ?? 'ok',
  apiCalls: wholeOf(form, 'apiCalls', 1000, -1),
  forge: form.has('forge'),
  old: form.has('old'),
  amount: form.has('alterAmount'),
  reserialise: form.has('reserialise')
})
