import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { HearthTarget, Target } from './hearth.ts'
import { outputOf, secondsSince, unfinished, type Row } from './tool.ts'

/** Those of its modules that need no server elsewhere. Newer versions call one of them otherwise. */
const MODULES = [
  ...['sql', 'blindsql', 'timesql', 'xss', 'permanentxss', 'exec', 'file', 'crlf', 'redirect', 'shellshock'],
  ...['csp', 'cookieflags', 'http_headers', 'csrf', 'htaccess', 'methods', 'backup']
]

/** What it must find in the planted server, by the names of its report. */
const PLANTED = ['SQL Injection', 'Cross Site Scripting', 'Open Redirect', 'Secure Flag cookie', 'HTTP Secure Headers']

/** What it finds in Hearth that is meant to be so, and why. */
const MEANT: Record<string, string> = {
  'X-Frame-Options is not set': "frame-ancestors 'none' of the content policy says it to every browser of today",
  'X-XSS-Protection is not set': 'browsers took their filters out, because the filters were a hole of their own'
}

interface Report {
  vulnerabilities: Record<string, { info: string; path: string }[]>
  anomalies: Record<string, { info: string; path: string }[]>
}

/** Shown to find the planted holes; then goes through the pages and the lists of Hearth as its owner. */
export const wapiti = async (planted: Target, hearth: HearthTarget, folder: string): Promise<Row> => {
  const holes = await scan(planted.url, [], folder)
  const missed = PLANTED.filter((name) => !holes.some(({ kind }) => kind === name))
  if (missed.length > 0) throw new Error(`wapiti did not find the planted ${missed.join(', ')}`)
  const [before, since] = [hearth.requests(), performance.now()]
  const found = await scan(hearth.url, addressesOf(hearth), folder, hearth.token)
  const findings = found
    .filter(({ info }) => !(info in MEANT))
    .map(({ kind, info, path }) => `${kind}: ${info} (${path})`)
  const meant = found.filter(({ info }) => info in MEANT).map(({ info }) => info)
  const did = `${String(hearth.requests() - before)} requests, ${String(secondsSince(since))} s`
  const row = { tool: 'wapiti', planted: PLANTED.join(', '), findings }
  return { ...row, hearth: meant.length > 0 ? `${did}; meant: ${meant.join(', ')}` : did }
}

const addressesOf = ({ roomId, messageId, email }: HearthTarget) => [
  ...['/sign-in', '/r/general', '/settings', '/health/ready', '/api/communities', '/api/nothing?text=hello'],
  ...[
    '/api/profiles?search=person',
    '/api/rooms?search=general',
    '/api/rooms?slug=general',
    `/api/users?email=${email}`
  ],
  ...[`/api/messages?roomId=${roomId}&seq[$gt]=1&$sort[rev]=1&$limit=5`, `/api/messages/${messageId}`],
  ...[`/api/memberships?roomId=${roomId}`, '/api/sessions', '/api/reports', '/files/nothing?name=hello', '/exports/me']
]

const scan = async (url: string, paths: string[], folder: string, token?: string) => {
  const report = join(folder, `wapiti-${new URL(url).port}.json`)
  const offered = await outputOf('wapiti', ['--list-modules'], folder)
  const modules = MODULES.filter((name) => new RegExp(`^\\s+${name}( |$)`, 'm').test(offered))
  const args = ['-u', `${url}/`, '--scope', 'domain', '-m', modules.join(','), '-f', 'json', '-o', report]
  args.push('--store-session', join(folder, 'session'), '--store-config', join(folder, 'config'), '--no-bugreport')
  args.push('--flush-session', '--max-scan-time', '60', '--max-attack-time', '60')
  for (const path of paths) args.push('-s', `${url}${path}`)
  if (token) args.push('-H', `Authorization: Bearer ${token}`)
  const output = await outputOf('wapiti', args, folder)
  const text = await readFile(report, 'utf8').catch(() => '')
  if (!text) throw unfinished('wapiti', url, output)
  const { vulnerabilities, anomalies } = JSON.parse(text) as Report
  return Object.entries({ ...vulnerabilities, ...anomalies }).flatMap(([kind, cases]) =>
    cases.map(({ info, path }) => ({ kind, info, path }))
  )
}
