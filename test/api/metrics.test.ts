import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import { networkInterfaces } from 'node:os'
import { beforeAll, describe, expect, test } from 'vitest'
import { aHearth, type TestHearth } from '../support/create-app.ts'
import { aPerson, leavingAfterwards, request } from '../support/people.ts'

const TOKEN = 'a token for the one who measures'
let hearth: TestHearth
beforeAll(async () => {
  hearth = await aHearth({ metricsToken: TOKEN, host: '0.0.0.0' })
})

const read = (headers: Record<string, string> = {}, url = hearth.url) => request(url, 'GET', '/metrics', { headers })

/** The sum of all lines of a metric whose labels hold all of `labels`. */
const valueOf = async (name: string, ...labels: string[]) => {
  const { body } = await read()
  const lines = String(body)
    .split('\n')
    .filter((line) => line.startsWith(`${name} `) || line.startsWith(`${name}{`))
  expect(lines, name).not.toEqual([])
  return lines
    .filter((line) => labels.every((label) => line.includes(label)))
    .reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0)
}

/** An address of this machine that is not loopback stands for another machine. */
const elsewhere = Object.values(networkInterfaces())
  .flat()
  .find((address) => address?.family === 'IPv4' && !address.internal)?.address

describe('the figures may be read', () => {
  test('by programs of the same machine', async () => {
    const { status, headers, body } = await read()
    expect(status).toBe(200)
    expect(headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/)
    expect(headers.get('cache-control')).toBe('no-store')
    expect(body).toContain('nodejs_eventloop_lag_p99_seconds')
  })

  test('by whoever brings the token, also through a proxy', async () => {
    const { status } = await read({ authorization: `Bearer ${TOKEN}`, 'x-forwarded-for': '203.0.113.7' })
    expect(status).toBe(200)
  })

  test.each([
    ['through a proxy of this machine', { 'x-forwarded-for': '203.0.113.7' }],
    ['through one that says Forwarded', { forwarded: 'for=203.0.113.7' }],
    ['with another token through a proxy', { authorization: 'Bearer another', 'x-forwarded-for': '203.0.113.7' }],
    ['with an empty token through a proxy', { authorization: 'Bearer ', 'x-forwarded-for': '203.0.113.7' }]
  ])('by nobody %s', async (_, headers) => {
    const { status, body } = await read(headers)
    expect([status, body.data.reason]).toEqual([404, 'not_found'])
  })

  test.runIf(elsewhere)('by nobody from another machine', async () => {
    expect((await read({}, `http://${elsewhere}:${hearth.port}`)).status).toBe(404)
  })

  test('by no page whose own name leads here', async () => {
    const options = { port: hearth.port, path: '/metrics', headers: { host: 'evil.example' } }
    const [answer] = (await once(get(options), 'response')) as [IncomingMessage]
    answer.resume()
    expect(answer.statusCode).toBe(404)
  })

  test('and not written', async () => {
    expect((await request(hearth.url, 'POST', '/metrics', { body: {} })).status).toBe(404)
  })

  test('without a token set, nobody has the right one', async () => {
    const { url } = await aHearth()
    const authorized = { authorization: 'Bearer ', 'x-forwarded-for': '203.0.113.7' }
    expect((await read(authorized, url)).status).toBe(404)
    expect((await read({}, url)).status).toBe(200)
  })
})

describe('the figures move', () => {
  test('with sockets, calls, refusals, catch-ups and the database', async () => {
    const sockets = await valueOf('hearth_sockets')
    const ana = await aPerson(hearth, 'ana')
    leavingAfterwards(ana)
    expect(await valueOf('hearth_sockets')).toBe(sockets + 1)

    const room = await ana.service('rooms').create({ name: 'Figures', visibility: 'private' })
    const before = await Promise.all([
      valueOf('hearth_calls_total', 'service="messages"', 'method="create"', 'outcome="answered"'),
      valueOf('hearth_call_duration_seconds_count', 'service="messages"', 'method="create"'),
      valueOf('hearth_database_seconds_count', 'kind="transaction"'),
      valueOf('hearth_database_seconds_count', 'kind="statement"'),
      valueOf('hearth_catch_ups_total'),
      valueOf('hearth_events_total'),
      valueOf('hearth_deliveries_total'),
      valueOf('hearth_socket_writes_total')
    ])
    for (const text of ['one', 'two', 'three']) await ana.service('messages').create({ roomId: room.id, text })
    await expect(ana.service('messages').create({ roomId: room.id, text: '' })).rejects.toMatchObject({ code: 400 })
    await ana.service('messages').find({ query: { roomId: room.id, rev: { $gt: 1 }, $sort: { rev: 1 } } })
    await ana.service('messages').find({ query: { roomId: room.id } })

    expect(await valueOf('hearth_calls_total', '"messages"', '"create"', '"answered"')).toBe(before[0] + 3)
    expect(await valueOf('hearth_calls_total', '"messages"', '"create"', '"refused"')).toBe(1)
    expect(await valueOf('hearth_call_duration_seconds_count', '"messages"', '"create"')).toBe(before[1] + 4)
    expect(await valueOf('hearth_database_seconds_count', '"transaction"')).toBeGreaterThanOrEqual(before[2] + 3)
    expect(await valueOf('hearth_database_seconds_count', '"statement"')).toBeGreaterThan(before[3] + 3)
    expect(await valueOf('hearth_catch_ups_total')).toBe(before[4] + 1)
    expect(await valueOf('hearth_events_total')).toBeGreaterThanOrEqual(before[5] + 3)
    expect(await valueOf('hearth_deliveries_total')).toBeGreaterThanOrEqual(before[6] + 3)
    expect(await valueOf('hearth_socket_writes_total')).toBeGreaterThan(before[7])
    expect(await valueOf('hearth_slow_readers_cut_total')).toBe(0)
    expect(await valueOf('hearth_transactions_open')).toBe(0)
    expect(await valueOf('hearth_mails_waiting')).toBe(0)
  })

  test('and name nobody', async () => {
    const eve = await aPerson(hearth, 'eve-of-the-figures')
    leavingAfterwards(eve)
    const room = await eve.service('rooms').create({ name: 'Unnamed', visibility: 'private' })
    await request(hearth.url, 'GET', `/api/rooms/${room.id}`, { token: eve.token })
    await request(hearth.url, 'GET', `/api/nothing-${room.id}`, { token: eve.token })
    const { body } = await read()
    for (const name of [eve.id, room.id, 'eve-of-the-figures', 'Unnamed', 'example.org'])
      expect(body).not.toContain(name)
  })
})
