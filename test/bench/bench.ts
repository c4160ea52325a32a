/**
 * `npm run bench`: the figures of the README, measured on the built server with fresh data and a real browser.
 * With `--write` they also replace what stands between the two bench marks of README.md.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { weigh } from '../support/bundle.ts'
import { inBrowser } from './browser.ts'
import { kB, MB, ms } from './figures.ts'
import { memory, messages, startTime } from './server.ts'

const README = new URL('../../README.md', import.meta.url)
const MARKED = /(<!-- bench -->\n)[^]*?(<!-- \/bench -->)/

// one after the other: they share the processor
const start = await startTime()
const held = await memory()
const stored = await messages()
const browser = await inBrowser()

const load = (page: 'chat' | 'signIn') => {
  const { js, css } = weigh(page)
  const { requests, fonts, fontBytes } = browser[page]
  return `${kB(js)} JS, ${kB(css)} CSS (gzip), ${fonts} fonts of ${kB(fontBytes)}, ${requests} requests`
}
const { paint } = browser

const rows = [
  ['Server start, database up to date', ms(start)],
  ['First load of the sign-in page', load('signIn')],
  ['First load of a room', load('chat')],
  ['Message sent → painted at another browser', `p50 ${ms(paint.p50)}, p95 ${ms(paint.p95)} (${paint.count} messages)`],
  ['Message stored over a socket', `p50 ${ms(stored.socket)}`],
  ['Messages stored over REST', `${stored.perSecond.toFixed(0)} per second`],
  ['Resident memory, idle', MB(held.idle)],
  ['Resident memory, 100 sockets', MB(held.connected)]
]
const machine = `${cpus().length} cores, Node ${process.versions.node}, Chromium ${browser.chromium}, SQLite`
const table = [
  '| What | Measured |',
  '| --- | --- |',
  ...rows.map(([what, figure]) => `| ${what} | ${figure} |`),
  '',
  machine
].join('\n')

console.log(`\n${table}\n`)
if (process.argv.includes('--write')) {
  const page = readFileSync(README, 'utf8')
  if (!MARKED.test(page)) throw new Error('README.md has no lines <!-- bench --> and <!-- /bench -->')
  writeFileSync(
    README,
    page.replace(MARKED, (_all, before: string, after: string) => `${before}\n${table}\n\n${after}`)
  )
}
