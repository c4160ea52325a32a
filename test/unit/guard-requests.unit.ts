import { beforeEach, describe, expect, test } from 'vitest'
import { answerErrors, guardRequest, MOST_BODY_BYTES } from '../../api/guard.ts'
import { anApp, send, serving, told } from './guarded.ts'

let port: number
beforeEach(async () => {
  const { app } = anApp()
  app.use(answerErrors(app))
  app.use(guardRequest())
  // says what came through
  app.use((ctx) => {
    ctx.body = { method: ctx.method, body: ctx.request.body ?? 'nothing' }
  })
  port = await serving(app)
})

const JSON_TYPE = { 'content-type': 'application/json' }
const post = (text: string | Buffer, headers: Record<string, string> = JSON_TYPE) =>
  send(port, '/api/rooms', {
    method: 'POST',
    headers: { 'content-length': String(Buffer.byteLength(text)), ...headers },
    parts: [text]
  })
/** The same without saying how long it is. */
const stream = (parts: (string | Buffer)[], headers: Record<string, string> = JSON_TYPE, lingers = 0) =>
  send(port, '/api/rooms', { method: 'POST', headers: { ...headers, 'transfer-encoding': 'chunked' }, parts, lingers })

describe('methods', () => {
  test.each(['GET', 'HEAD', 'POST', 'PATCH', 'DELETE', 'PUT', 'OPTIONS'])(
    '%s is one that HTTP has here',
    async (method) => {
      expect((await send(port, '/api/rooms', { method })).status).toBe(200)
    }
  )

  test.each(['TRACE', 'PROPFIND', 'LINK', 'SEARCH'])('%s is none, and it is told which there are', async (method) => {
    const { status, headers, body } = await send(port, '/api/rooms', { method })
    expect([status, headers.allow]).toEqual([405, 'GET, POST, PATCH, DELETE'])
    expect(body).toEqual(told('method_not_allowed'))
  })
})

describe('an address', () => {
  test.each([
    ...['/__proto__', '/api/constructor', '/api/prototype', '/api/rooms/toString', '/api/hasOwnProperty/x'],
    ...['/api/%5F%5Fproto%5F%5F', '/api/rooms/%63onstructor', '/valueOf/']
  ])('that would reach into JavaScript, as %s, is nothing', async (path) => {
    const { status, body } = await send(port, path)
    expect([status, body]).toEqual([404, told('not_found')])
  })

  test.each(['/api/rooms/%00', '/api/ro%00oms/x', '/api/a%2Fb', '/api/%2F', '/api/%', '/api/%zz', '/api/%c3%28'])(
    'that means two things or none, as %s, is malformed',
    async (path) => {
      const { status, body } = await send(port, path)
      expect([status, body]).toEqual([400, told('invalid_path')])
    }
  )

  test.each(['/', '/api/rooms', '/api/rooms/caf%C3%A9', '/api/constructors', '/api/rooms/proto', '/api/rooms//x'])(
    'as %s goes on',
    async (path) => {
      expect((await send(port, path)).status).toBe(200)
    }
  )
})

describe('a body', () => {
  test.each([
    ['{"name":"Garden"}', { name: 'Garden' }],
    ['[1,null]', [1, null]],
    ['"x"', 'x'],
    ['0', 0]
  ])('as %s is read', async (text, value) => {
    expect((await post(text)).body).toEqual({ method: 'POST', body: value })
    expect((await stream([text])).body).toEqual({ method: 'POST', body: value })
  })

  test('is read whole where it comes in pieces, also in the middle of a letter', async () => {
    const bytes = Buffer.from('{"name":"café"}')
    const { body } = await stream([bytes.subarray(0, 13), bytes.subarray(13)], JSON_TYPE, 20)
    expect(body.body).toEqual({ name: 'café' })
  })

  test.each(['application/json; charset=utf-8', 'application/json; charset=UTF8', 'Application/JSON'])(
    'as %s is taken',
    async (type) => {
      expect((await post('{}', { 'content-type': type })).status).toBe(200)
    }
  )

  test.each([
    ...['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'text/json'],
    ...['application/json; charset=latin1', 'application/json; charset=x-utf-8', 'application/json; charset=utf-80'],
    ...['application/json; charset=utf-16']
  ])('as %s is not: a form of another site can send nothing', async (type) => {
    for (const { status, body } of [
      await post('{}', { 'content-type': type }),
      await stream(['{}'], { 'content-type': type })
    ])
      expect([status, body]).toEqual([415, told('unsupported_media_type')])
  })

  test('without a type is not taken either', async () => {
    expect((await post('{}', {})).body).toEqual(told('unsupported_media_type'))
    expect((await stream(['{}'], {})).body).toEqual(told('unsupported_media_type'))
  })

  test('that is empty needs no type', async () => {
    const { body } = await post('', { 'content-type': 'text/plain' })
    expect(body).toEqual({ method: 'POST', body: 'nothing' })
  })

  test.each(['gzip', 'br', 'gzip, identity', 'identity, gzip'])(
    'packed as %s is refused: it could unfold without end',
    async (encoding) => {
      const { status, body } = await post('{}', { ...JSON_TYPE, 'content-encoding': encoding })
      expect([status, body]).toEqual([415, told('unsupported_encoding')])
    }
  )

  test('that says it is not packed is read', async () => {
    expect((await post('{}', { ...JSON_TYPE, 'content-encoding': 'identity' })).status).toBe(200)
  })

  test('may have 64 KiB and not a byte more, whether it says its length or not', async () => {
    expect(MOST_BODY_BYTES).toBe(65_536)
    const fits = `"${'x'.repeat(65_534)}"`
    expect((await post(fits)).status).toBe(200)
    expect((await stream([fits])).status).toBe(200)
    for (const { status, body } of [await post(`${fits} `), await stream([fits, ' '], JSON_TYPE, 20)])
      expect([status, body]).toEqual([413, told('body_too_large')])
  })

  test.each(['{"a":', '', 'undefined', "{'a':1}", '{"a":1}}', '\ufeff{'])('as %j is no JSON', async (text) => {
    const { status, body } = await stream([text, ' '])
    expect([status, body]).toEqual([400, told('invalid_json')])
  })

  test('as deep as a body can be is refused, and takes nobody with it', async () => {
    const { status, body } = await post('['.repeat(32_768) + ']'.repeat(32_768))
    expect([status, body]).toEqual([400, told('too_deep')])
  })

  test('that is no UTF-8 is refused, not mended', async () => {
    const { status, body } = await post(Buffer.from([0x22, 0xc3, 0x28, 0x22]))
    expect([status, body]).toEqual([400, told('invalid_encoding')])
  })

  test.each(['{"__proto__":{"role":"owner"}}', '{"a":[{"constructor":1}]}', '{"a":{"prototype":null}}'])(
    'as %s has a key that would reach into JavaScript',
    async (text) => {
      const { status, body } = await post(text)
      expect([status, body]).toEqual([400, told('forbidden_key')])
    }
  )
})
