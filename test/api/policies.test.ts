import { getServiceOptions } from '@feathersjs/feathers/lib/service.js'
import { afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { CONFIRMED } from '../../api/hooks/protect.ts'
import { overRest, overSocket } from '../support/call.ts'
import { aCast, type Cast } from '../support/cast.ts'
import { aHearth } from '../support/create-app.ts'
import { accountRows } from '../support/policies/accounts.ts'
import { bookRows } from '../support/policies/books.ts'
import { allCallers, callers, type Caller, type Lines } from '../support/policies/callers.ts'
import { giftRows } from '../support/policies/gifts.ts'
import { lastRows } from '../support/policies/last.ts'
import { moderationRows } from '../support/policies/moderation.ts'
import { roomRows } from '../support/policies/rooms.ts'
import type { Row, Transport } from '../support/policies/rows.ts'
import { trustRows } from '../support/policies/trust.ts'

const rows: Row[] = [
  ...[...accountRows, ...roomRows, ...trustRows, ...moderationRows],
  ...[...giftRows, ...bookRows, ...lastRows]
]
/** The socket first: what ends a session is then seen by REST. */
const TRANSPORTS: Transport[] = ['socket bearer', 'socket cookie', 'rest bearer', 'rest cookie']

let cast: Cast
let lines: Record<Caller, Lines>
beforeAll(async () => {
  // mail is set, so that a confirmed address counts for something; nobody needs to read it here
  cast = await aCast(await aHearth({ smtpUrl: 'smtp://127.0.0.1:9' }))
  lines = await allCallers(cast)
  // sockets whose session has ended stay open here: by themselves they are cut within a minute
  cast.hearth.app.get('endJobs')?.()
  await freshSessions()
}, 60_000)

// all cells of a caller come with one token: that tokens are renewed has tests of its own
const allSessions = (changes: object) =>
  cast.hearth.app
    .get('database')
    .transaction((trx) => trx('sessions').update({ rotateAt: null, generation: 0, ...changes }))
const freshSessions = () => allSessions({ confirmedAt: Date.now() })
/** After so many cells; fewer than are asked in the time for which a session counts as confirmed. */
const OFTEN = 200
let asked = 0
afterEach(async () => {
  if (++asked % OFTEN === 0) await freshSessions()
})

test('every method of every service that runs has a row here', () => {
  const { app } = cast.hearth
  const methods = Object.keys(app.services).flatMap((path) =>
    (getServiceOptions(app.service(path as never)).methods ?? []).map((method) => `${path}.${method}`)
  )
  expect(new Set(rows.map(({ call }) => call))).toEqual(new Set(methods))
})

/** Whom a caller resembles where a row does not name them. */
const LIKE: Partial<Record<Caller, Caller>> = {
  unverified: 'member',
  muted: 'member',
  tokenRead: 'member',
  tokenWrite: 'member',
  donor: 'stranger',
  treasurer: 'stranger',
  tokenGifts: 'donor',
  tokenBooks: 'treasurer',
  founder: 'admin'
}
const of = <T>(caller: Caller, said: Partial<Record<Caller, T>> & { others: T }): T => {
  const like = LIKE[caller]
  return caller in said ? (said[caller] as T) : like ? of(like, said) : said.others
}

const expectedFor = (row: Row, caller: Caller) => {
  const { verdicts, call, needs = /\.(find|get)$/.test(call) ? 'read' : 'write' } = row
  const named = verdicts[caller]
  if (named) return named
  // a credential that is presented must be valid, also where none is needed
  if (caller === 'revoked' || caller === 'suspended' || caller === 'revokedToken')
    return verdicts.revoked ?? 'session_ended'
  if (caller === 'half') return 'second_factor_required'
  if (caller === 'tokenRead' && needs !== 'read') return 'insufficient_scope'
  if (caller === 'tokenWrite' && needs !== 'write') return 'insufficient_scope'
  if ((caller === 'tokenGifts' || caller === 'tokenBooks') && needs !== 'donations') return 'insufficient_scope'
  if (caller === 'unverified' && row.verified) return 'email_unverified'
  const verdict = of(caller, verdicts)
  return caller === 'muted' && row.muted && verdict === 'ok' ? 'muted' : verdict
}

describe.each(rows)('$call: $about', (row) => {
  const [path = '', method = ''] = row.call.split('.')

  test.each(callers)('%s', async (caller) => {
    const expected = expectedFor(row, caller)
    const { token, bearer, cookie } = lines[caller]
    if (row.stale) {
      await allSessions({ confirmedAt: Date.now() - CONFIRMED })
      onTestFinished(async () => {
        await freshSessions()
      })
    }
    let input: unknown[] | undefined
    for (const transport of row.transports ?? TRANSPORTS) {
      input ??= await row.args(cast)
      const byRest = () =>
        transport === 'rest bearer'
          ? overRest(cast.hearth.url, token, path, method, input ?? [])
          : overRest(cast.hearth.url, undefined, path, method, input ?? [], token)
      const outcome = transport.startsWith('rest')
        ? await byRest()
        : await overSocket(transport === 'socket bearer' ? bearer : cookie, path, method, input)
      const verdict =
        typeof expected === 'string' ? expected : expected[transport.startsWith('rest') ? 'rest' : 'socket']
      expect([transport, outcome.verdict]).toEqual([transport, verdict])
      if (row.sees && row.seen && outcome.verdict === 'ok')
        expect([transport, row.sees(outcome.body, cast)]).toEqual([transport, of(caller, row.seen)])
      if (outcome.verdict === 'ok' && method !== 'find' && method !== 'get') input = undefined
    }
  })
})
