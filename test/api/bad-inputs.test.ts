import { beforeAll, describe, expect, test } from 'vitest'
import { badCalls, badRequests } from '../support/bad-inputs.ts'
import { overRest, overSocket } from '../support/call.ts'
import { aCast, type Cast } from '../support/cast.ts'
import { aHearth, type TestHearth } from '../support/create-app.ts'
import { aLine, request } from '../support/people.ts'

let hearth: TestHearth
let cast: Cast
beforeAll(async () => {
  hearth = await aHearth()
  cast = await aCast(hearth)
})

/** How many rows every table has: what is refused must not leave a trace. */
const rowCounts = async () => {
  const db = hearth.app.get('database').read
  const tables = ['users', 'credentials', 'profiles', 'sessions', 'rooms', 'memberships', 'messages', 'files']
  return Promise.all(tables.map(async (table) => Number((await db(table).count('* as n'))[0]?.n)))
}

/** The one shape of an error, with nothing in it that is ours alone. */
const expectRefusal = (body: unknown, code: number, reason: string) => {
  expect(body).toEqual({
    name: expect.any(String),
    message: expect.any(String),
    code,
    className: expect.any(String),
    data: { reason },
    errors: expect.any(Array)
  })
  expect(JSON.stringify(body)).not.toMatch(/select |insert |update |SQLITE|node_modules|\/api\/|at \w+ \(/i)
}

const bothWays = badCalls.flatMap((bad) =>
  (['rest', 'socket'] as const).filter((way) => (bad.over ?? way) === way).map((way) => ({ ...bad, way }))
)

describe.each(bothWays)('row $row, $what, over $way', ({ call, code, reason, way }) => {
  test(`is ${String(code)} ${reason}`, async () => {
    const [path, method, ...args] = call(cast)
    const before = await rowCounts()
    const { verdict, body } =
      way === 'rest'
        ? await overRest(hearth.url, cast.member.token, path, method, args)
        : await overSocket(cast.member.line, path, method, args)
    expect(verdict).toBe(reason)
    expectRefusal(body, code, reason)
    expect(await rowCounts()).toEqual(before)
  })
})

describe.each(badRequests)('row $row, $what', ({ method = 'GET', path, headers, body, anonymous, code, reason }) => {
  test(`is ${String(code)} ${reason}`, async () => {
    const before = await rowCounts()
    const authorization: Record<string, string> = anonymous ? {} : { authorization: `Bearer ${cast.member.token}` }
    const response = await fetch(hearth.url + path, {
      method,
      headers: { ...authorization, ...headers },
      ...(body && { body })
    })
    expectRefusal(await response.json(), code, reason)
    expect(response.status).toBe(code)
    expect(await rowCounts()).toEqual(before)
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

test('SQL in every field is text or refused, within a second', async () => {
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

test('after all of this the server is well and serves others', async () => {
  expect((await request(hearth.url, 'GET', '/health/ready')).body).toEqual({ status: 'ready' })
})
