import { formatMoney } from '../../payments/currencies.ts'

/**
 * All that a receipt says, as it was on the day of issue: what is changed or erased elsewhere later does not change it.
 * Times in ms since 1970, amounts in minor units.
 */
export interface ReceiptSnapshot {
  number: string
  kind: 'receipt' | 'credit_note' | 'annual'
  /** Made in the sandbox: no money has moved, and the page says so across its whole face. */
  test: boolean
  issuedAt: number
  community: { name: string; address?: string }
  donor: { name: string; email?: string }
  lines: { date: number; text: string; amount: number; currency: string }[]
  /** One a currency: nothing is converted. */
  total: { amount: number; currency: string }[]
  method: string
  note?: string
  /** The number of the receipt that a credit note takes back. */
  refersTo?: string
}

/** How dates and amounts are written: a BCP 47 language tag, and an IANA time zone, as a day depends on it. */
export interface ReceiptOptions {
  locale: string
  timeZone: string
}

export const TEST_MARK = 'TEST — not a receipt'

/** What both the page and the PDF say, in the order that they say it. The words are English, as in the mails. */
export const receiptWords = (snapshot: ReceiptSnapshot, { locale, timeZone }: ReceiptOptions) => {
  const title = TITLES[snapshot.kind]
  const days = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone })
  const shortDays = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone })
  return {
    title,
    /** Also the name of the file and of the window. */
    heading: `${title} ${snapshot.number}`,
    day: (time: number) => days.format(time),
    shortDay: (time: number) => shortDays.format(time),
    money: ({ amount, currency }: { amount: number; currency: string }) => formatMoney(amount, currency, locale),
    /** The code beside the symbol, since $ is the sign of twenty currencies. */
    totalOf: (currency: string) => `Total in ${currency}`,
    labels: { number: 'Number', issued: 'Issued', donor: 'Given by', method: 'Paid by', refersTo: 'Corrects receipt' },
    columns: ['Date', 'Gift', 'Amount'] as const
  }
}
const TITLES = { receipt: 'Receipt', credit_note: 'Credit note', annual: 'Annual statement' }

/**
 * A whole page to read and to print, without scripts and styles of its own, so that it needs no exception from the CSP.
 * @throws {RangeError} the locale, the time zone, a currency or a time is malformed
 */
export const receiptHtml = (snapshot: ReceiptSnapshot, options: ReceiptOptions) => {
  const { number, test, issuedAt, community, donor, lines, total, method, note, refersTo } = snapshot
  const { heading, title, day, shortDay, money, totalOf, labels, columns } = receiptWords(snapshot, options)
  const { locale } = options
  const date = (time: number, text: string) =>
    markup`<time datetime="${new Date(time).toISOString()}" lang="${locale}">${text}</time>`
  const fact = (label: string, value: Markup) => markup`<div><dt>${label}</dt><dd>${value}</dd></div>`
  const people = (text: string) => markup`<bdi dir="auto">${text}</bdi>`
  const amount = (value: { amount: number; currency: string }) => markup`<bdi lang="${locale}">${money(value)}</bdi>`
  const row = (line: ReceiptSnapshot['lines'][number]) =>
    markup`<tr><td>${date(line.date, shortDay(line.date))}</td><td dir="auto">${line.text}</td><td>${amount(line)}</td></tr>
`
  const sumRow = (sum: ReceiptSnapshot['total'][number]) =>
    markup`<tr><th scope="row" colspan="2">${totalOf(sum.currency)}</th><td>${amount(sum)}</td></tr>
`
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${test ? `${TEST_MARK}: ` : ''}${heading}</title>
<link rel="stylesheet" href="/receipts/style.css">
</head>
<body>
<main>
${test && markup`<p class="test">${TEST_MARK}</p>`}
<header>
<p class="community" dir="auto">${community.name}</p>
${community.address && markup`<p class="address" dir="auto">${community.address}</p>`}
</header>
<h1>${title}</h1>
<dl>
${fact(labels.number, markup`${number}`)}
${fact(labels.issued, date(issuedAt, day(issuedAt)))}
${refersTo && fact(labels.refersTo, markup`${refersTo}`)}
${fact(labels.donor, markup`${people(donor.name)}${donor.email && markup`<br>${people(donor.email)}`}`)}
${fact(labels.method, people(method))}
</dl>
<table>
<thead><tr>${columns.map((column) => markup`<th scope="col">${column}</th>`)}</tr></thead>
<tbody>
${lines.map(row)}</tbody>
<tfoot>
${total.map(sumRow)}</tfoot>
</table>
${note && markup`<p class="note" dir="auto">${note}</p>`}
</main>
</body>
</html>
`.html
}

/** Text that is markup already. Only `markup` makes it. */
interface Markup {
  html: string
}

/** Whatever is put into the template is escaped, unless it is markup: nothing can be forgotten. */
const markup = (
  fixed: TemplateStringsArray,
  ...values: (string | Markup | Markup[] | false | undefined)[]
): Markup => ({
  html: fixed.reduce((html, piece, at) => html + written(values[at - 1]) + piece)
})
const written = (value: string | Markup | Markup[] | false | undefined): string => {
  if (Array.isArray(value)) return value.map(written).join('')
  return typeof value === 'object' ? value.html : escaped(value || '')
}

/** Safe between tags and between quotes. */
const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)

/** `/receipts/style.css`: ink on paper, and one line of ember. */
export const RECEIPT_CSS = `@page {
  size: A4;
  margin: 18mm 18mm 22mm;
  @bottom-right { content: counter(page) ' / ' counter(pages); font: 9pt system-ui, sans-serif; color: #5f554b; }
}
:root { color-scheme: light; --ink: #241c15; --muted: #5f554b; --line: #dcd5c9; --ember: #b4532a; }
* { box-sizing: border-box; margin: 0; }
body { background: #f3f0e9; color: var(--ink); font: 11pt/1.5 'Figtree Variable', system-ui, sans-serif; }
main { max-width: 210mm; min-height: 297mm; margin: 24px auto; padding: 18mm; background: #fff; overflow-wrap: anywhere; }
header { padding-bottom: 5mm; border-bottom: 1.5pt solid var(--ember); }
.community { font-size: 15pt; font-weight: 650; }
.address { color: var(--muted); white-space: pre-line; }
h1 { margin: 12mm 0 5mm; font-size: 22pt; line-height: 1.15; letter-spacing: -.01em; }
dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(55mm, 1fr)); gap: 4mm 8mm; margin-bottom: 10mm; }
dt, thead th { color: var(--muted); font-size: 9pt; font-weight: 500; }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: 1.7mm 0; border-bottom: .5pt solid var(--line); text-align: start; vertical-align: top; }
th:not(:last-child), td:not(:last-child) { padding-inline-end: 6mm; }
th:last-child, td:last-child { text-align: end; white-space: nowrap; }
td:first-child time { white-space: nowrap; }
tr { break-inside: avoid; }
tfoot { display: table-row-group; font-size: 13pt; font-weight: 650; }
tfoot tr:first-child > * { border-top: 1pt solid var(--ink); }
.note { margin-top: 8mm; white-space: pre-line; color: var(--muted); }
/* fixed, so that every printed page has it; pale, so that all below it can be read */
.test {
  position: fixed; inset: 0; z-index: 1; display: grid; place-content: center; pointer-events: none;
  font-size: min(11vw, 50pt); font-weight: 700; white-space: nowrap; color: rgb(36 28 21 / .13); rotate: -35deg;
}
@media (max-width: 210mm) { main { margin: 0; padding: 24px; min-height: 100vh; } }
@media print {
  body { background: none; }
  main { max-width: none; min-height: 0; margin: 0; padding: 0; }
}
`
