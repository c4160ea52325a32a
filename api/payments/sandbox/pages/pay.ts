import { BANK, scenarios, scenarioOf, type ScenarioId } from '../cards.ts'
import { display } from '../currencies.ts'
import type { SessionRow } from '../rows.ts'
import { html, pageOf, type Html } from './html.ts'

/** Why the page is shown again. A decline is one neutral sentence: what exactly was wrong helps only those who test cards. */
export const SENTENCES = {
  declined: 'The payment did not go through. Try another card, or another way to pay.',
  real_card: 'Never enter a real card here. Only the test cards below are taken; nothing of what you typed was kept.',
  no_card: 'This is not one of the test cards. Choose one below.',
  no_email: 'Enter an e-mail address.'
} as const
export type Sentence = keyof typeof SENTENCES

interface Shown {
  session: SessionRow
  /** The test card that is filled in. */
  card?: ScenarioId | undefined
  sentence?: Sentence | undefined
  email?: string | undefined
  name?: string | undefined
}

const labelOf = ({ submitType, mode }: SessionRow) =>
  mode === 'subscription' ? 'Subscribe' : submitType === 'donate' ? 'Donate' : 'Pay'

export const amountOf = ({ amount, currency, mode, locale }: SessionRow) => {
  const money = display(amount, currency, isLocale(locale) ? locale : 'en')
  return mode === 'subscription' ? `${money} per month` : money
}

const isLocale = (locale: string | null): locale is string => {
  try {
    return locale !== null && locale !== 'auto' && Intl.getCanonicalLocales(locale).length > 0
  } catch {
    return false
  }
}

const numberOf = (card: ScenarioId | undefined) => (card ? scenarios[card].number.replace(/(.{4})(?=.)/g, '$1 ') : '')

export const payPage = ({ session, card, sentence, email, name }: Shown) => {
  const asBank = (JSON.parse(session.methodTypes) as string[]).some((type) => type !== 'card')
  return pageOf(
    `${labelOf(session)} ${amountOf(session)}`,
    html`<h1>${session.productName}</h1>
      <p class="amount">${amountOf(session)}</p>
      ${sentence && html`<p class="error" role="alert">${SENTENCES[sentence]}</p>`}
      <form class="sheet" method="post" action="/sandbox/pay/${session.id}" autocomplete="off">
        <label for="email">E-mail</label>
        <input
          id="email"
          name="email"
          type="email"
          maxlength="320"
          required
          value="${email ?? session.payerEmail ?? session.customerEmail}"
        />
        <label for="name">Name</label>
        <input id="name" name="name" maxlength="200" value="${name ?? session.payerName}" />
        ${asBank ? methodChoice() : html`<input type="hidden" name="method" value="card" />`}
        <label for="number">Test card number</label>
        <input
          id="number"
          name="number"
          inputmode="numeric"
          maxlength="24"
          value="${numberOf(card)}"
          aria-describedby="cards"
        />
        <button class="main">${labelOf(session)} ${amountOf(session)}</button>
      </form>
      ${cardChoice(session)} ${session.cancelUrl && html`<p><a href="${session.cancelUrl}">Back</a></p>`}`
  )
}

const methodChoice = () =>
  html`<fieldset>
    <legend>Pay by</legend>
    <label class="choice"><input type="radio" name="method" value="card" checked /> Card</label>
    <label class="choice"><input type="radio" name="method" value="${BANK}" /> Bank debit (takes an hour)</label>
  </fieldset>`

const cardChoice = ({ id }: SessionRow) =>
  html`<h2 id="cards">Test cards</h2>
    <p class="soft">Choose what shall happen. No other card is taken.</p>
    <ul class="cards">
      ${Object.entries(scenarios).map(
        ([name, { label, number }]) =>
          html`<li><a class="button" href="/sandbox/pay/${id}?card=${name}">…${number.slice(-4)}: ${label}</a></li>`
      )}
    </ul>`

/** 3-D Secure: the payer's bank asks whether it is them. */
export const askPage = (session: SessionRow) =>
  pageOf(
    'Is it you?',
    html`<h1>Your bank asks: is it you?</h1>
      <p class="amount">${amountOf(session)}</p>
      <p>${session.productName}</p>
      <form class="sheet" method="post" action="/sandbox/pay/${session.id}/confirm">
        <button class="main" name="outcome" value="complete">Complete</button>
        <button class="main" name="outcome" value="fail">Fail</button>
      </form>
      <p><a href="/sandbox/pay/${session.id}">Leave</a></p>`
  )

/** A session that takes no payment any more. */
export const closedPage = (session: SessionRow) => {
  const paid = session.status === 'complete'
  const back = paid ? returnUrl(session) : session.cancelUrl
  return pageOf(
    paid ? 'Paid' : 'Expired',
    html`<h1>${paid ? 'This was paid already' : 'This payment page has expired'}</h1>
      <p>${paid ? 'Nothing more is taken.' : 'Nothing was taken. Begin again where you came from.'}</p>
      ${back && html`<p><a href="${back}">Back</a></p>`}`
  )
}

/** Where a payer goes who has paid: as the caller of the API gave it. */
export const returnUrl = ({ successUrl, id }: SessionRow) => successUrl.replaceAll('{CHECKOUT_SESSION_ID}', id)

/** What a card or a debit is called in the panel. */
export const wordsOf = (scenario: string): Html =>
  html`${scenario === BANK ? 'bank debit' : (scenarioOf(scenario)?.label ?? scenario)}`
