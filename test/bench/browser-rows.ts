import { weigh } from '../support/bundle.ts'
import { inBrowser as measured } from './browser.ts'
import { kB, ms } from './figures.ts'
import { figure, type Row } from './row.ts'

/** What the bench saw in a browser, in words. */
export const inBrowser = async (): Promise<Row[]> => {
  const browser = await measured()
  const load = (page: 'chat' | 'signIn') => {
    const { js, css } = weigh(page)
    const { requests, fonts, fontBytes } = browser[page]
    return `${kB(js)} JS, ${kB(css)} CSS (gzip), ${fonts} fonts of ${kB(fontBytes)}, ${requests} requests`
  }
  const { p50, p95, count } = browser.paint
  return [
    figure('First load of the sign-in page', load('signIn')),
    figure('First load of a room', load('chat')),
    figure(
      'Message sent → painted at another browser',
      `p50 ${ms(p50)}, p95 ${ms(p95)} (${count} messages, Chromium ${browser.chromium})`
    )
  ]
}
