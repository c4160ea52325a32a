import type { Context } from 'koa'
import type { Application } from '../../../declarations.ts'
import { refusal } from '../../../errors.ts'
import { authenticate, isOpen, pay, type Means, type Outcome } from '../acts/checkout.ts'
import { BANK, isScenario, readCard } from '../cards.ts'
import { readSession } from '../objects/load.ts'
import type { SessionRow } from '../rows.ts'
import { change, stateNow, worldOf } from '../world.ts'
import { askPage, closedPage, payPage, returnUrl, type Sentence } from './pay.ts'
import { readForm, redirect, show } from './forms.ts'

/** `/sandbox/pay/<session>` and its `/confirm`: where a payer is sent. */
export const checkout = async (app: Application, ctx: Context, id: string, step: string | undefined) => {
  if (step !== undefined && step !== 'confirm') throw refusal('not_found')
  const session = await readSession(app.get('database').read, id)
  if (!session) throw refusal('not_found')
  allowReturn(ctx, session)
  if (ctx.method === 'POST') return step ? confirm(app, ctx, session) : submit(app, ctx, session)
  const { now } = await stateNow(worldOf(app))
  if (!isOpen(session, now)) return show(ctx, closedPage(closed(session)))
  if (step) return show(ctx, askPage(session))
  const { card } = ctx.query
  return show(ctx, payPage({ session, card: typeof card === 'string' && isScenario(card) ? card : undefined }))
}

/** One that is past its time is expired, whether or not the clock has come to it. */
const closed = (session: SessionRow): SessionRow =>
  session.status === 'open' ? { ...session, status: 'expired' } : session

/** Chrome holds the redirect that follows a form to the form's policy, so the way back has to be in it. */
const allowReturn = (ctx: Context, { successUrl }: SessionRow) => {
  const { origin } = new URL(successUrl)
  if (origin === ctx.origin) return
  const policy = ctx.response.get('Content-Security-Policy')
  ctx.set('Content-Security-Policy', policy.replace("form-action 'self'", `form-action 'self' ${origin}`))
}

const submit = async (app: Application, ctx: Context, session: SessionRow) => {
  const form = await readForm(ctx)
  const means = meansOf(form, session)
  if (typeof means === 'string') return again(ctx, session, means, form)
  const outcome = await change(worldOf(app), (change) => pay(change, session.id, means))
  return lead(app, ctx, session, outcome, form)
}

const again = async (ctx: Context, session: SessionRow, sentence: Sentence, form: URLSearchParams) => {
  const [email, name] = [form.get('email') ?? undefined, form.get('name') ?? undefined]
  return show(ctx, payPage({ session, sentence, email, name }))
}

const EMAIL = /^[^\s@]{1,64}@[^\s@]{1,255}$/

/** What the payer has filled in, or what is wrong with it. */
const meansOf = (form: URLSearchParams, { methodTypes }: SessionRow): Means | Sentence => {
  const email = (form.get('email') ?? '').trim()
  if (!EMAIL.test(email)) return 'no_email'
  const payer = { email, name: (form.get('name') ?? '').trim().slice(0, 200) || null }
  const debit = (JSON.parse(methodTypes) as string[]).find((type) => type !== 'card')
  if (form.get('method') === BANK && debit) return { scenario: BANK, method: debit, ...payer }
  const scenario = readCard(form.get('number') ?? '')
  return isRefused(scenario) ? scenario : { scenario, method: 'card', ...payer }
}

const isRefused = (card: ReturnType<typeof readCard>) => card === 'real_card' || card === 'no_card'

const confirm = async (app: Application, ctx: Context, session: SessionRow) => {
  const form = await readForm(ctx)
  const outcome = await change(worldOf(app), (change) =>
    authenticate(change, session.id, form.get('outcome') === 'complete')
  )
  return lead(app, ctx, session, outcome, form)
}

const lead = async (
  app: Application,
  ctx: Context,
  session: SessionRow,
  outcome: Outcome,
  form: URLSearchParams
): Promise<void> => {
  switch (outcome) {
    case 'paid':
    case 'processing':
      return redirect(ctx, returnUrl(session))
    case 'asks':
      return redirect(ctx, `/sandbox/pay/${session.id}/confirm`)
    case 'declined':
      return again(ctx, session, 'declined', form)
    case 'closed': {
      const now = await readSession(app.get('database').read, session.id)
      return show(ctx, closedPage(closed(now ?? session)))
    }
  }
}
