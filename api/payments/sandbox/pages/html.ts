/** Text that is safe to send: made by `html` only. */
export class Html {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

type Value = Html | string | number | boolean | null | undefined | readonly Html[]

/** Markup. Values are escaped; those that are markup already are put in as they are, and what is missing leaves nothing. */
export const html = (strings: TemplateStringsArray, ...values: Value[]) =>
  new Html(strings.map((text, place) => text + textOf(values[place])).join(''))

const textOf = (value: Value): string => {
  if (value === undefined || value === null || typeof value === 'boolean') return ''
  if (value instanceof Html) return value.text
  if (typeof value === 'object') return value.map(({ text }) => text).join('')
  return String(value).replace(/[&<>"']/g, (sign) => `&#${String(sign.charCodeAt(0))};`)
}

/** A whole page of the sandbox; every one says that no money moves. */
export const pageOf = (title: string, content: Html) =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>${title} · TEST</title>
        <link rel="stylesheet" href="/sandbox/style.css" />
      </head>
      <body>
        <header class="banner">
          <strong>TEST — no real money.</strong> This page belongs to the payment sandbox of this server.
        </header>
        <main>${content}</main>
      </body>
    </html> `
