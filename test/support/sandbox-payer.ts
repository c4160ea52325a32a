/** Stripe's test cards, by what they do. */
export const CARDS = {
  paid: '4242 4242 4242 4242',
  declined: '4000 0000 0000 0002',
  noMoney: '4000 0000 0000 9995',
  asks: '4000 0025 0000 3155',
  renewalsFail: '4000 0000 0000 0341',
  dispute: '4000 0000 0000 0259',
  inquiry: '4000 0000 0000 1976',
  refundPending: '4000 0000 0000 7726',
  refundFails: '4000 0000 0000 5126',
  blocked: '4100 0000 0000 0019'
}

/** The address as this machine reaches it, whatever `localhost` is here. */
const here = (url: string) => url.replace('//localhost:', '//127.0.0.1:')

/** Sends a form of the hosted page as a browser would; redirects are not followed. */
export const submit = (url: string, fields: Record<string, string>, origin = new URL(here(url)).origin) =>
  fetch(here(url), { method: 'POST', redirect: 'manual', headers: { origin }, body: new URLSearchParams(fields) })

/** What comes of a payment: 303 to where the payer is led, or the page once more. */
export const payWith = (url: string, card: string, more: Record<string, string> = {}) =>
  submit(url, { email: 'payer@example.org', name: 'Pat Payer', method: 'card', number: card, ...more })

/** Pays by bank debit, which is only under way then. */
export const payByBank = (url: string) => payWith(url, '', { method: 'bank_debit' })

/** Answers what the payer's bank asks. */
export const confirm = (url: string, outcome: 'complete' | 'fail') => submit(`${url}/confirm`, { outcome })

export const view = (url: string, headers: Record<string, string> = {}) =>
  fetch(here(url), { redirect: 'manual', headers })
