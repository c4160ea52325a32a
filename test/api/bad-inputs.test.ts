import { existsSync, readFileSync } from 'node:fs'
import Stripe from 'stripe'
import { v7 as uuidv7 } from 'uuid'
import { beforeAll, describe, expect, test } from 'vitest'
import { refusal } from '../../api/errors.ts'
import {
  badCalls,
  badRequests,
  elsewhere,
  harmlessRequests,
  harmlessTexts,
  waiting,
  WAYS,
  type Call,
  type Way
} from '../support/bad-inputs/index.ts'
import { aScene, type Scene } from '../support/bad-inputs/scene.ts'
import { overSdk, restClientOf } from '../support/bad-inputs/sdk.ts'
import { overRest, overSocket } from '../support/call.ts'
import { aHearth, type TestHearth } from '../support/create-app.ts'
import { aLine, request, type Somebody } from '../support/people.ts'
import { expectRefusal } from '../support/refusal.ts'

let hearth: TestHearth
let cast: Scene
let tables: string[]
beforeAll(async () => {
  hearth = await aHearth()
  cast = await aScene(hearth)
  // what is done from time to time leaves traces as well
  hearth.app.get('endJobs')?.()
  tables = await everyTable()
  expect(tables).toEqual(expect.arrayContaining(['messages', 'sanctions', 'sessions', 'users']))
})

const everyTable = async () => {
  const { read } = hearth.app.get('database')
  const rows = process.env.TEST_DATABASE_URL
    ? await read('pg_tables').where({ schemaname: 'public' }).pluck<string[]>('tablename')
    : await read('sqlite_master').where({ type: 'table' }).pluck<string[]>('name')
  return rows.filter((name) => !name.startsWith('sqlite'))
}

/** How many rows each table has and how far each log has come: what is refused must not leave a trace. */
const traces = async () => {
  const db = hearth.app.get('database').read
  const counts = tables.map((table) => db(table).count('* as n').as(table))
  return db.select(...counts, db('rooms').sum('lastRev').as('revs'), db('invitations').sum('uses').as('uses'))
}

/** As far as the last call left it. */
let seen: unknown
const leavesNoTrace = async (act: () => Promise<void>) => {
  const before = (seen ??= await traces())
  try {
    await act()
  } finally {
    seen = await traces()
  }
  expect(seen).toEqual(before)
}

const send = async (way: Way, who: Somebody, [path, method, ...args]: Call) => {
  if (way === 'rest') return overRest(hearth.url, who.token, path, method, args)
  if (way === 'socket') return overSocket(who.line, path, method, args)
  return overSdk(way === 'SDK by REST' ? await restClientOf(hearth.url, who) : who.client, path, method, args)
}

const everyWay = badCalls.flatMap((bad) => (bad.over ?? WAYS).map((way) => ({ ...bad, way })))

describe.each(everyWay)('row $row, $what, over $way', ({ call, code, reason, way, as = 'member', more }) => {
  test(`is ${String(code)} ${reason}`, async () => {
    await leavesNoTrace(async () => {
      const { verdict, body } = await send(way, cast[as], call(cast))
      expect(verdict).toBe(reason)
      expectRefusal(body, code, reason, more)
      const { name, message, className } = refusal(reason)
      expect(body).toMatchObject({ name, message, className })
    })
  })
})

describe.each(badRequests)('row $row, $what', ({ method = 'GET', path, headers, body, anonymous, code, reason }) => {
  test(`is ${String(code)} ${reason}`, async () => {
    await leavesNoTrace(async () => {
      const authorization: Record<string, string> = anonymous ? {} : { authorization: `Bearer ${cast.member.token}` }
      const response = await fetch(hearth.url + path, {
        method,
        headers: { ...authorization, ...headers },
        ...(body && { body })
      })
      expectRefusal(await response.json(), code, reason)
      expect(response.status).toBe(code)
    })
  })
})

test.each(harmlessRequests)('row $row: $what', async ({ method = 'GET', path, headers = {}, body, answer }) => {
  const response = await fetch(hearth.url + path(cast), {
    method,
    headers: { authorization: `Bearer ${cast.member.token}`, ...headers },
    ...(body && { body: body(cast) })
  })
  expect(response.headers.get('content-type')).toContain('application/json')
  expect(await response.json()).toMatchObject(answer(cast))
  expect(response.ok).toBe(true)
})

describe.each(harmlessTexts)('row %i: %s', (_row, _what, text) => {
  test.each(WAYS)('is stored as it is over %s', async (way) => {
    const { body } = await send(way, cast.member, ['messages', 'create', { roomId: cast.room.id, text }])
    expect(body.text).toBe(text)
    expect((await cast.owner.service('messages').get(body.id)).text).toBe(text)
  })
})

describe('the catalogue', () => {
  test('is covered from 1 to 90: by rows here, by tests elsewhere, or by what waits', () => {
    const here = [...badCalls, ...badRequests, ...harmlessRequests, ...waiting].map(({ row }) => row)
    const covered = new Set([...here, ...harmlessTexts.map(([row]) => row), ...elsewhere.map(([row]) => row)])
    expect([...covered].sort((a, b) => a - b)).toEqual(Array.from({ length: 90 }, (_, i) => i + 1))
  })

  test.each(elsewhere)('row %i is proven in %s by "%s"', (_row, file, title) => {
    expect(existsSync(file)).toBe(true)
    // the title as the first argument of a test, in whichever quotes it stands
    const titles = [...readFileSync(file, 'utf8').matchAll(/\(\s*(['"`])(.*?)\1,/g)].map(([, , found]) => found)
    expect(titles).toContain(title)
  })

  test('waits for one thing each', () => {
    for (const { waitsFor, later } of waiting) expect([waitsFor, later].filter(Boolean)).toHaveLength(1)
  })
})

test('row 8: after all of this no object has gained a property', () => {
  expect(({} as { x?: unknown }).x).toBeUndefined()
})

test('row 13: a method that does not exist says which do', async () => {
  const { headers } = await request(hearth.url, 'PUT', '/api/messages', { body: {}, token: cast.member.token })
  expect(headers.get('allow')).toBe('GET, POST, PATCH, DELETE')
})

test('row 35: a client cannot send the events of others', async () => {
  const before = cast.owner.heard.length
  cast.member.line.emit('messages created', { roomId: cast.room.id, text: 'forged' })
  const { verdict } = await overSocket(cast.member.line, 'messages', 'find', [{}])
  expect(verdict).toBe('ok')
  expect(cast.owner.heard.slice(before)).toEqual([])
})

test('row 30: a call without an answer to give is done all the same, and breaks nothing', async () => {
  const heard = cast.owner.hears<{ text: string }>('messages created')
  cast.member.line.emit('create', 'messages', { roomId: cast.room.id, text: 'no answer, please' }, {})
  expect(await heard).toMatchObject({ text: 'no answer, please' })
  for (const noise of [['create'], ['create', 'messages'], ['find', {}], ['remove', 'messages', null]] as const) {
    cast.member.line.emit(noise[0], ...noise.slice(1))
  }
  expect((await overSocket(cast.member.line, 'messages', 'find', [{}])).verdict).toBe('ok')
})

test('row 38: a frame that is too large cuts the connection, and nobody else’s', async () => {
  const line = aLine(hearth.url)
  await new Promise((resolve) => line.once('connect', () => resolve(undefined)))
  const cut = new Promise((resolve) => line.once('disconnect', resolve))
  line.emit('create', 'messages', { text: 'x'.repeat(100_000) }, {}, () => undefined)
  await cut
  expect((await overSocket(cast.member.line, 'messages', 'find', [{}])).verdict).toBe('ok')
})

test('row 26: SQL in every field is text or refused, within a second', async () => {
  const payloads = ["' OR 1=1--", '"; DROP TABLE messages', "%' ESCAPE", '1;SELECT pg_sleep(5)']
  for (const payload of payloads) {
    const started = performance.now()
    const { id } = await cast.member.service('messages').create({ roomId: cast.room.id, text: payload })
    expect((await cast.member.service('messages').get(id)).text).toBe(payload)
    await cast.member.service('profiles').find({ query: { search: payload } })
    for (const query of [{ roomId: payload }, { seq: payload }, { id: { $in: [payload] } }]) {
      const { body } = await overSocket(cast.member.line, 'messages', 'find', [query])
      expect(body.code).toBe(400)
    }
    expect(performance.now() - started).toBeLessThan(1000)
  }
})

describe('gifts', () => {
  const order = (more: object): Call => {
    const given = { campaignId: cast.gifts.campaign, amount: 500, currency: 'EUR', provider: 'offline' }
    return ['donations', 'create', { id: uuidv7(), ...given, ...more }]
  }

  test.each(WAYS)('row 81: the same gift again is the same answer over %s', async (way) => {
    const call = order({ message: ' twice ' })
    const [first, second] = [await send(way, cast.donor, call), await send('rest', cast.donor, call)]
    expect(first.body).toMatchObject({ status: 'pending', message: 'twice' })
    expect(second.body).toEqual(first.body)
  })

  test.each(WAYS)('row 85: HTML is a message like any other over %s', async (way) => {
    const message = '<script>alert(1)</script> <img src=x onerror=alert(1)> & "'
    const { body } = await send(way, cast.donor, order({ message }))
    expect(body.message).toBe(message)
    await send(way, cast.treasurer, ['offline-gifts', 'create', { donationId: body.id, method: 'bank_transfer' }])
    const gifts = await request(hearth.url, 'GET', `/api/gifts?campaignId=${cast.gifts.campaign}`)
    expect(gifts.body.data[0]).toMatchObject({ text: message, userId: cast.donor.id })
    expect(gifts.headers.get('content-type')).toContain('application/json')
  })

  const session = (more: object = {}) => ({ object: 'checkout.session', id: 'cs_test_none', ...more })
  test.each([
    ['of a kind that is unknown', 'price.created', { object: 'price', id: 'price_1' }],
    ['of a gift that is unknown', 'checkout.session.completed', session({ client_reference_id: uuidv7() })],
    [
      'of a gift that nobody could have named',
      'checkout.session.completed',
      session({ client_reference_id: "' or 1" })
    ],
    ['of nothing', 'x', {}],
    ['of a promise that is unknown', 'customer.subscription.deleted', { object: 'subscription', id: 'sub_none' }],
    ['of a month that is unknown', 'invoice.paid', { object: 'invoice', id: 'in_none' }]
  ])('row 84: a well signed notice %s is kept, and changes nothing', async (_what, type, object) => {
    const eventId = `evt_${uuidv7()}`
    const event = { id: eventId, object: 'event', type, livemode: false, created: 1, data: { object } }
    const secret = hearth.app.get('payments').sandbox?.webhookSecret ?? ''
    const payload = JSON.stringify(event)
    const signature = Stripe.webhooks.generateTestHeaderString({ payload, secret })
    const before = await hearth.app.get('database').read('donations').orderBy('id')
    for (const _again of [1, 2]) {
      const answer = await request(hearth.url, 'POST', '/webhooks/stripe', {
        body: payload,
        headers: { 'stripe-signature': signature }
      })
      expect([answer.status, answer.body]).toEqual([200, { received: true }])
    }
    const kept = await hearth.app.get('database').read('paymentEvents').where({ eventId })
    expect(kept).toMatchObject([{ type, state: 'ignored', tries: 1, error: null }])
    expect(await hearth.app.get('database').read('donations').orderBy('id')).toEqual(before)
  })
})

test('after all of this the server is well and serves others', async () => {
  expect((await request(hearth.url, 'GET', '/health/ready')).body).toEqual({ status: 'ready' })
})
