import { PASSWORD, request } from '../support/people.ts'
import type { HearthTarget, Target } from './hearth.ts'
import { outputOf, secondsSince, unfinished, type Row } from './tool.ts'

/** From level 3 on it tries what is SQLite's own, and the headers; risk 2 adds queries that take long. */
const HOW = ['--batch', '--flush-session', '--disable-coloring', '--skip-waf', '--level', '3', '--risk', '2']
/** A sign-in that is refused is an answer too. */
const ANSWERS = ['--ignore-code', '401']

interface Address {
  path: string
  /** Of a POST. */
  body?: object
  /** What never reaches the database: who calls is kept with the sign-in alone, a password only as its hash. */
  skip?: string
}

/** Where text of the caller could reach the database. A star marks what is not a parameter, but tried all the same. */
const addressesOf = ({ roomId, messageId, email }: HearthTarget): Address[] => [
  { path: `/api/messages?roomId=${roomId}&seq[$gt]=1&$sort[rev]=1&$limit=5` },
  { path: `/api/messages/${messageId}*` },
  { path: '/api/profiles?search=person' },
  { path: '/api/rooms?search=general' },
  { path: `/api/users?email=${email}` },
  { path: '/api/authentication', body: { strategy: 'local', email, password: PASSWORD }, skip: 'referer,password' },
  { path: '/api/messages', body: { roomId, text: 'hello' } },
  { path: '/api/resets', body: { email } }
]

/** Shown to find the planted holes; then tries every address of Hearth as its owner. */
export const sqlmap = async (planted: Target, hearth: HearthTarget, folder: string): Promise<Row> => {
  const holes: string[] = []
  for (const address of [{ path: '/people?name=ana' }, { path: '/people', body: { name: 'ana' } }]) {
    const found = await scan(planted.url, address, folder)
    if (!found.some((what) => what.includes('name')))
      throw new Error(`sqlmap did not find the hole at ${nameOf(address)}`)
    holes.push(`${nameOf(address)}: ${found.join(', ')}`)
  }
  const [before, since] = [hearth.requests(), performance.now()]
  const findings: string[] = []
  const addresses = addressesOf(hearth)
  for (const address of addresses) {
    await expectAnswer(hearth, address)
    const found = await scan(hearth.url, address, folder, hearth.token)
    findings.push(...found.map((what) => `${nameOf(address)}: ${what}`))
    console.log(`  sqlmap ${nameOf(address)}: ${String(found.length)} findings after ${String(secondsSince(since))} s`)
  }
  const did = `${String(addresses.length)} addresses, ${String(hearth.requests() - before)} requests`
  return { tool: 'sqlmap', planted: holes.join('; '), hearth: `${did}, ${String(secondsSince(since))} s`, findings }
}

const nameOf = ({ path, body }: Address) => `${body ? 'POST' : 'GET'} ${path.split('?')[0] ?? path}`

/** Whatever is tried at an address that refuses anyhow tells nothing. */
const expectAnswer = async ({ url, token }: HearthTarget, { path, body }: Address) => {
  const { status } = await request(url, body ? 'POST' : 'GET', path.replace('*', ''), { body, token })
  if (status !== (body ? 201 : 200)) throw new Error(`${path} answers ${String(status)} before it is attacked`)
}

const scan = async (
  url: string,
  { path, body, skip = 'referer,user-agent' }: Address,
  folder: string,
  token?: string
) => {
  const args = ['-u', `${url}${path}`, '--output-dir', folder, ...HOW, ...ANSWERS, '--skip', skip]
  if (token) args.push('-H', `Authorization: Bearer ${token}`)
  if (body) args.push('-H', 'Content-Type: application/json', '--data', JSON.stringify(body))
  const output = await outputOf('sqlmap', args, folder)
  const found = findingsIn(output)
  if (found.length === 0 && !output.includes('all tested parameters do not appear to be injectable'))
    throw unfinished('sqlmap', path, output)
  return found
}

/** What it proved, and what the error texts of a database made it suspect. */
const findingsIn = (output: string) => {
  const proven = [...output.matchAll(/^Parameter: (.+)$/gm)].map(([, parameter]) => parameter)
  const types = new Set([...output.matchAll(/^ +Type: (.+)$/gm)].map(([, type]) => type))
  const suspected = [...output.matchAll(/shows that (.+) might be injectable/g)].map(([, what]) => `suspected: ${what}`)
  return proven.length > 0 ? proven.map((what) => `${what} by ${[...types].join(', ')}`) : suspected
}
