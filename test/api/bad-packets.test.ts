import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { overSocket } from '../support/call.ts'
import { aHearth, type TestHearth } from '../support/create-app.ts'
import { aPerson, request, type Somebody } from '../support/people.ts'
import { aRawLine, exchange } from '../support/raw-line.ts'
import { expectRefusal } from '../support/refusal.ts'

/** The rows of the catalogue of bad inputs that lie below requests and calls: bytes that no client library would send. */
let hearth: TestHearth
let named: TestHearth
let ana: Somebody
beforeAll(async () => {
  hearth = await aHearth()
  named = await aHearth({ publicUrl: 'https://chat.example.org' })
  ana = await aPerson(hearth, 'ana')
})

// whatever one line sends, the lines of others go on
afterEach(async () => {
  expect((await overSocket(ana.line, 'rooms', 'find', [{}])).verdict).toBe('ok')
})

const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1])
const bodyOf = (answer: string) => JSON.parse(/\{.*\}/s.exec(answer)?.[0] ?? '') as unknown

describe('requests', () => {
  test('row 13: TRACE is refused', async () => {
    const answer = await exchange(hearth.url, ['TRACE /api/rooms HTTP/1.1', 'Host: x', 'Cookie: hearth=secret'])
    expect(statusOf(answer)).toBe(405)
    expectRefusal(bodyOf(answer), 405, 'method_not_allowed')
    // a TRACE that is answered would show a page the cookie that scripts cannot read
    expect(answer).not.toContain('secret')
  })

  test('row 16: a header of 20 KB is refused', async () => {
    const answer = await exchange(hearth.url, [
      'GET /api/communities HTTP/1.1',
      'Host: x',
      `X-Long: ${'x'.repeat(20_000)}`
    ])
    expect(statusOf(answer)).toBe(431)
  })

  test('row 16: 200 headers do no harm', async () => {
    const many = Array.from({ length: 200 }, (_, i) => `X-Header-${String(i)}: x`)
    // those after the hundredth are not read: a proof that stands there counts for nothing
    const late = ['GET /api/rooms HTTP/1.1', 'Host: x', ...many, `Authorization: Bearer ${ana.token}`]
    expectRefusal(bodyOf(await exchange(hearth.url, late)), 401, 'not_signed_in')
    const early = ['GET /api/rooms HTTP/1.1', 'Host: x', `Authorization: Bearer ${ana.token}`, ...many]
    expect(statusOf(await exchange(hearth.url, early))).toBe(200)
  })

  test.each([
    ['GET /api/communities HTTP/1.1', 'evil.example', 421],
    ['GET /api/communities HTTP/1.1', 'chat.example.org@evil.example', 421],
    ['GET /api/communities HTTP/1.1', 'evil.example/chat.example.org', 421],
    ['GET http://chat.example.org/api/communities HTTP/1.1', 'evil.example', 421],
    ['GET http://evil.example/api/communities HTTP/1.1', 'chat.example.org', 200]
  ])('row 17: %s for %j is %i', async (line, host, status) => {
    const answer = await exchange(named.url, [line, `Host: ${host}`])
    expect(statusOf(answer)).toBe(status)
    expect(answer).not.toContain('evil')
  })

  test('row 17: a request for nobody in particular is none', async () => {
    expect(statusOf(await exchange(named.url, ['GET /api/communities HTTP/1.1']))).toBe(400)
  })
})

test('row 74: a picture that does not say how long it is is refused', async () => {
  const head = ['POST /files HTTP/1.1', 'Host: x', `Authorization: Bearer ${ana.token}`, 'Content-Type: image/png']
  const answer = await exchange(hearth.url, [...head, 'Transfer-Encoding: chunked'])
  expectRefusal(bodyOf(answer), 411, 'length_required')
})

describe('packets', () => {
  test.each(['disconnect', 'connect', 'connect_error', 'disconnecting', 'newListener', 'removeListener'])(
    'row 35: %s is not obeyed',
    async (event) => {
      const line = await aRawLine(hearth.url)
      const heard = ana.heard.length
      line.send([`420["${event}","rooms"]`])
      await line.ended
      expect(ana.heard.slice(heard)).toEqual([])
    }
  )

  test.each([
    ['attachments that never come', ['451-["find","rooms",{}]', '42["find","rooms",{}]']],
    ['an attachment without a place', ['451-["find","rooms",{"_placeholder":true,"num":7}]', Buffer.from('x')]],
    [
      'an attachment in a place that is none',
      ['451-["find","rooms",{"_placeholder":true,"num":"x"}]', Buffer.from('x')]
    ],
    ['eleven attachments', ['4511-["find","rooms",{}]']],
    ['an attachment that nobody announced', [Buffer.from('x')]]
  ] as [string, (string | Buffer)[]][])('row 36: %s', async (_name, packets) => {
    const line = await aRawLine(hearth.url)
    line.send(
      ...packets.map((packet): [string | Buffer, object] => [packet, typeof packet === 'string' ? {} : { opcode: 2 }])
    )
    await line.ended
  })

  test('row 36: a forged placeholder is data like any other', async () => {
    const line = await aRawLine(hearth.url)
    line.send(['421["find","rooms",{"_placeholder":true,"num":0}]'])
    const [error] = JSON.parse((await line.hears('431')).slice(3)) as [unknown]
    expectRefusal(error, 400, 'unknown_field')
  })

  test.each([
    '4',
    '42[',
    '451-[',
    '9',
    '4x',
    '42{}',
    '42"find"',
    '42[]',
    '42-1["find","rooms",{}]',
    '42[null,"rooms"]'
  ])('row 37: %j', async (packet) => {
    const line = await aRawLine(hearth.url)
    line.send([packet])
    await line.ended
  })

  test('row 37: an answer may have any number', async () => {
    const line = await aRawLine(hearth.url)
    line.send(['4299999999999999999999["find","communities",{}]'])
    expect(await line.hears('43')).toContain('"total":1')
  })

  test.each(['["error"]', '[7,"rooms"]', '["messages created",{}]'])('row 34: %s is no method', async (packet) => {
    const line = await aRawLine(hearth.url)
    line.send([`421${packet}`])
    const [error] = JSON.parse((await line.hears('431')).slice(3)) as [unknown]
    expectRefusal(error, 405, 'unknown_event')
  })
})

describe('frames', () => {
  test('row 39: a message in 70,000 fragments is cut when it becomes too large', async () => {
    const line = await aRawLine(hearth.url)
    const parts = Array.from({ length: 70_000 }, (_, i): [string, object] => ['x', { opcode: i ? 0 : 1, last: false }])
    line.send(...parts)
    expect([1008, 1009]).toContain(await line.ended)
  })

  test('row 39: a compressed frame is refused, because nothing was agreed on', async () => {
    const line = await aRawLine(hearth.url)
    line.send([Buffer.alloc(20), { squeezed: true }])
    expect(await line.ended).toBe(1002)
  })
})

describe('handshakes', () => {
  const knock = (search: string, headers: Record<string, string> = {}) =>
    request(hearth.url, 'GET', `/socket.io/?${search}`, { headers })

  test.each([
    ['https://evil.example', {}],
    ['null', {}],
    ['http://127.0.0.1.evil.example', {}],
    ['https://127.0.0.1', {}],
    ['https://evil.example', { cookie: 'hearth=x' }]
  ])('row 40: %s opens no line', async (origin, more) => {
    const { status, body } = await knock('EIO=4&transport=polling', { origin, ...more })
    expect([status, body]).toEqual([403, { code: 4, message: 'bad_origin' }])
  })

  test.each([
    ['a line that does not exist', 'EIO=4&transport=polling&sid=nothing', { code: 1, message: 'Session ID unknown' }],
    ['a protocol of long ago', 'EIO=3&transport=polling', { code: 5, message: 'Unsupported protocol version' }],
    ['a transport that does not exist', 'EIO=4&transport=foo', { code: 0, message: 'Transport unknown' }],
    ['a transport that every object has', 'EIO=4&transport=constructor', { code: 0, message: 'Transport unknown' }]
  ])('row 43: %s', async (_name, search, told) => {
    const { status, body } = await knock(search)
    expect([status, body]).toEqual([400, told])
  })
})
