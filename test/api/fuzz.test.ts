import { getServiceOptions } from '@feathersjs/feathers/lib/service.js'
import fc, { type Arbitrary } from 'fast-check'
import { v7 as uuidv7 } from 'uuid'
import { beforeAll, describe, expect, test } from 'vitest'
import { overSocket, type Outcome } from '../support/call.ts'
import { aHearth, type TestHearth } from '../support/create-app.ts'
import { aLine, aPerson, request, signedIn, type Somebody } from '../support/people.ts'
import { aCampaign, aDispute, aNotice, aPromise, aRefund, giveAccount } from '../support/policies/gift-things.ts'
import { expectRefusal } from '../support/refusal.ts'
import { asSearch, junk, nearly, valid, type Shape } from '../support/shapes.ts'

/** In all; each is sent over REST and over a socket, by somebody and by nobody. `FUZZ_RUNS=20000` looks closer. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 500)
const SEED = Number(process.env.FUZZ_SEED ?? 3)
/** No answer takes longer (ms). */
const LONGEST = 1000

let hearth: TestHearth
let nobody: ReturnType<typeof aLine>
/** Owns the community, so that little is refused for want of rights. Ends its own sessions now and then. */
let somebody: Somebody
let lost = false
const known = new Map<string, string[]>()
const told = { ok: 0, refused: 0 }

beforeAll(async () => {
  hearth = await aHearth()
  nobody = aLine(hearth.url)
  somebody = await aPerson(hearth, 'somebody')
  const other = await aPerson(hearth, 'other')
  for (const visibility of ['public', 'private'] as const) {
    const room = await somebody.service('rooms').create({ name: `Room ${visibility}`, visibility })
    await somebody.service('memberships').create({ roomId: room.id, userId: other.id })
    for (const one of [somebody, other]) await one.service('messages').create({ roomId: room.id, text: 'said' })
  }
  await other.service('rooms').create({ visibility: 'direct', userIds: [somebody.id] })
  // gifts of another person, and all that belongs to them
  const play = { hearth, donor: other, founder: somebody }
  await giveAccount(play)
  await aCampaign(play)
  for (const make of [aPromise, aRefund, aDispute, aNotice]) await make(play)
})

/** Somebody who may call: when the last call ended the session or the account, comes in anew. */
const anew = async () => {
  if (!lost) return somebody
  const { transaction } = hearth.app.get('database')
  await transaction(async (trx) => {
    await trx('communities').update({ signUp: 'open' })
    await trx('users').where({ id: somebody.id }).update({ status: 'active', role: 'owner' })
  })
  somebody.close()
  somebody = await signedIn(hearth, somebody.email).catch(() => aPerson(hearth, `somebody-${uuidv7().slice(-8)}`))
  await transaction((trx) => trx('users').where({ id: somebody.id }).update({ role: 'owner' }))
  lost = false
  return somebody
}

/** Reads which ids there are now. */
const look = async () => {
  const db = hearth.app.get('database').read
  for (const table of Object.keys(hearth.app.services)) {
    const ids = await db(table.replace(/-(\w)/g, (_dash, letter: string) => letter.toUpperCase()))
      .orderBy('id', 'desc')
      .limit(5)
      .pluck<string[]>('id')
      .catch(() => [])
    known.set(table, ids)
  }
}
const TABLES: Record<string, string> = {
  subjectId: 'users',
  replyTo: 'messages',
  blockedId: 'users',
  avatarId: 'files',
  transactionId: 'ledger'
}
const ids = (path: string) => (name: string) =>
  known.get(TABLES[name] ?? (name === 'id' ? path : name.replace(/Ids?$/, 's'))) ?? known.get('users') ?? []

interface Call {
  id?: unknown
  data?: unknown
  query?: unknown
}

const kinds = ['valid', 'valid', 'nearly', 'junk'] as const

/** HTTP itself refuses what is longer than its headers may be: such an address never reaches the guard. */
const MOST_ADDRESS = 12_000
const callsOf = (path: string, method: string): Arbitrary<Call> =>
  anyCallsOf(path, method).filter(({ query }) => asSearch(query).length < MOST_ADDRESS)

/** Calls of one method by the shapes that the running app gives it. */
const anyCallsOf = (path: string, method: string): Arbitrary<Call> => {
  const rules = hearth.app.get('rules').get(path)
  const like = (shape: Shape): Arbitrary<unknown> =>
    fc
      .constantFrom(...kinds)
      .chain((kind) => (kind === 'junk' ? junk : kind === 'valid' ? valid(shape, ids(path)) : nearly(shape, ids(path))))
  const empty: Shape = { type: 'object', properties: {} }
  const aQuery = like((rules?.query ?? empty) as Shape)
  const anId = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...ids(path)('id'), uuidv7()) },
    { weight: 1, arbitrary: junk }
  )
  const someQuery = fc.option(aQuery, { nil: undefined, freq: 3 })
  if (method === 'find') return fc.record({ query: aQuery })
  if (method === 'get' || method === 'remove') return fc.record({ id: anId, query: someQuery })
  const data = like((rules?.[method as 'create' | 'patch'] ?? empty) as Shape)
  if (method === 'create') return fc.record({ data, query: someQuery })
  return fc.record({ id: anId, data, query: someQuery })
}

const VERBS: Record<string, string> = { find: 'GET', get: 'GET', create: 'POST', patch: 'PATCH', remove: 'DELETE' }

const byRest = async (path: string, method: string, call: Call, token?: string): Promise<Outcome> => {
  const id = 'id' in call ? `/${encodeURIComponent(asWord(call.id))}` : ''
  const search = call.query === undefined ? '' : `?${asSearch(call.query)}`
  const body = 'data' in call ? JSON.stringify(call.data) : undefined
  const answer = await request(hearth.url, VERBS[method] ?? 'GET', `/api/${path}${id}${search}`, { body, token })
  // what does not reach the service, because the address became another one, is refused by HTTP itself
  return {
    verdict: answer.status < 300 ? 'ok' : (answer.body.data?.reason ?? String(answer.status)),
    body: answer.body
  }
}
const asWord = (value: unknown) =>
  (typeof value === 'string' ? value : JSON.stringify(value ?? null)).replace(/\p{Cs}/gu, '\ufffd').slice(0, 2000)

const bySocket = (path: string, method: string, { id, data, query }: Call, line = nobody) => {
  const args =
    method === 'find'
      ? [query]
      : method === 'create'
        ? [data, query]
        : method === 'patch'
          ? [id, data, query]
          : [id, query]
  return overSocket(line, path, method, args.at(-1) === undefined ? args.slice(0, -1) : args)
}

/** Judges one answer: in time, in shape, and never the server's own fault. */
const judge = async (what: string, ask: () => Promise<Outcome>) => {
  const timed = async () => {
    const since = performance.now()
    const outcome = await ask()
    return { outcome, took: performance.now() - since }
  }
  const { outcome, took: first } = await timed()
  // a machine that was busy with something else is quick the second time
  const took = first > LONGEST ? (await timed()).took : first
  expect(took, `${what} took long`).toBeLessThan(LONGEST)
  const { verdict, body } = outcome
  told[verdict === 'ok' ? 'ok' : 'refused']++
  if (verdict === 'ok') return outcome
  expect(body.code, `${what}: ${JSON.stringify(body)}`).toBeLessThan(500)
  const { reason: _reason, ...more } = body.data
  expectRefusal(body, body.code, verdict, more)
  return outcome
}
const ENDED = ['session_ended', 'not_signed_in', 'invalid_token', 'account_suspended', 'approval_pending']

const allFourWays = async (path: string, method: string, call: Call) => {
  const what = `${path}.${method}`
  const asSomebody = async (ask: (one: Somebody) => Promise<Outcome>) => {
    const { verdict } = await judge(what, async () => ask(await anew()))
    lost ||= ENDED.includes(verdict) || what === 'authentication.remove' || (verdict === 'ok' && path === 'users')
  }
  await asSomebody(({ token }) => byRest(path, method, call, token))
  await asSomebody(({ line }) => bySocket(path, method, call, line))
  await judge(`${what} by nobody`, () => byRest(path, method, call))
  if (!nobody.connected || what === 'authentication.create') {
    // it may have become somebody
    nobody.close()
    nobody = aLine(hearth.url)
  }
  await judge(`${what} by nobody`, () => bySocket(path, method, call))
}

test(
  'every method of every service stands calls that are valid, nearly valid, and junk',
  async () => {
    const methods = Object.keys(hearth.app.services).flatMap((path) =>
      (getServiceOptions(hearth.app.service(path as never)).methods ?? []).map((method) => [path, method] as const)
    )
    expect(methods.length).toBeGreaterThan(50)
    const numRuns = Math.ceil(RUNS / methods.length)
    const failures: string[] = []
    for (const [path, method] of methods) {
      await look()
      const holds = fc.asyncProperty(callsOf(path, method), (call) => allFourWays(path, method, call))
      await fc.assert(holds, { numRuns, seed: SEED }).catch((error: unknown) => failures.push(asText(error)))
    }
    expect(failures).toEqual([])
    // the generators reach the services, and do not only knock at the door
    expect(told.ok).toBeGreaterThan(RUNS / 10)
    expect(told.refused).toBeGreaterThan(RUNS / 10)
  },
  60_000 + RUNS * 200
)

const asText = (error: unknown) => {
  const { message, cause } = error as Error
  return `${message}\n${cause instanceof Error ? cause.message : ''}`
}

describe('below the calls', () => {
  const segment = fc.oneof(
    fc.constantFrom(
      'api',
      'messages',
      'users',
      '',
      '.',
      '..',
      '%2e%2e',
      '%00',
      '%E0%A4%A',
      'health',
      'files',
      'exports'
    ),
    fc.string({ maxLength: 12 }).map((text) => encodeURIComponent(text))
  )
  const line = fc.record({
    method: fc.constantFrom('GET', 'HEAD', 'POST', 'PATCH', 'DELETE', 'PUT', 'OPTIONS', 'PROPFIND'),
    path: fc.array(segment, { maxLength: 5 }).map((parts) => `/${parts.join('/')}`),
    type: fc.constantFrom('application/json', 'text/plain', 'application/json; charset=utf-16', 'image/png', 'x'),
    body: fc.oneof(fc.json({ maxDepth: 2 }), fc.string({ maxLength: 50 }), fc.uint8Array({ maxLength: 50 }))
  })

  test('requests with any path, method, type and body are answered', async () => {
    await fc.assert(
      fc.asyncProperty(line, async ({ method, path, type, body }) => {
        const takes = !['GET', 'HEAD'].includes(method) && body.length > 0
        const sent = typeof body === 'string' ? body : new Uint8Array(body)
        const response = await fetch(`${hearth.url}${path}`, {
          method,
          redirect: 'manual',
          headers: takes ? { 'content-type': type } : {},
          ...(takes && { body: sent })
        })
        expect(response.status).toBeLessThan(500)
        await response.arrayBuffer()
      }),
      { numRuns: Math.ceil(RUNS / 5), seed: SEED }
    )
  })

  test('packets with any event and arguments leave the server as it is', async () => {
    const args = fc.array(fc.oneof(junk, fc.uint8Array({ maxLength: 20 }), fc.constantFrom('messages', 'users')), {
      maxLength: 5
    })
    const event = fc.oneof(fc.constantFrom('find', 'get', 'create', 'patch', 'remove', 'update', 'emit'), fc.string())
    await fc.assert(
      fc.asyncProperty(event, args, async (name, parts) => {
        const { line } = await anew()
        if (['connect', 'disconnect', 'connect_error', 'disconnecting', 'newListener', 'removeListener'].includes(name))
          return
        const [error] = await new Promise<unknown[]>((resolve) => {
          line
            .timeout(LONGEST)
            .emit(name, ...parts, (late: Error | null, ...answer: unknown[]) => resolve(late ? [late] : answer))
        })
        expect(error).not.toBeInstanceOf(Error)
        if (error) expect((error as { code: number }).code).toBeLessThan(500)
      }),
      { numRuns: Math.ceil(RUNS / 5), seed: SEED }
    )
  })
})

test('after all of this the server is well, and nothing that every object has was changed', async () => {
  expect((await request(hearth.url, 'GET', '/health/ready')).body).toEqual({ status: 'ready' })
  expect(Object.keys(Object.prototype)).toEqual([])
  const { verdict } = await overSocket((await anew()).line, 'messages', 'find', [{}])
  expect(verdict).toBe('ok')
})
