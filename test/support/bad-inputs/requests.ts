import { gzipSync } from 'node:zlib'
import type { BadRequest } from './rows.ts'

const json = { 'content-type': 'application/json' }
const post = { method: 'POST', path: '/api/messages' }
const posted = (
  row: number,
  what: string,
  body: BadRequest['body'],
  code: number,
  reason: BadRequest['reason'],
  headers: Record<string, string> = json
): BadRequest => ({ row, what, ...post, headers, ...(body && { body }), code, reason })
const asked = (
  row: number,
  what: string,
  path: string,
  code: number,
  reason: BadRequest['reason'],
  more: Partial<BadRequest> = {}
): BadRequest => ({ row, what, path: `/api/${path}`, code, reason, ...more })
const bearer = (token: string) => ({ anonymous: true as const, headers: { authorization: `Bearer ${token}` } })
const encoded = (encoding: string) => ({ ...json, 'content-encoding': encoding })
const nested = 10_000

/** Bodies: rows 1–6, 8, 9, 13, 14. */
const bodies = [
  posted(1, 'half a body', '{"a":', 400, 'invalid_json'),
  ...['5', '"x"', 'null', 'true', '[]'].map((body) => posted(2, `the body ${body}`, body, 400, 'body_not_object')),
  posted(3, '65 KB', `{"text":"${'x'.repeat(66_000)}"}`, 413, 'body_too_large'),
  ...['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/xml'].map(
    (type) => posted(4, `a body of ${type}`, 'text=x', 415, 'unsupported_media_type', { 'content-type': type })
  ),
  posted(4, 'a body of no type', new TextEncoder().encode('{}'), 415, 'unsupported_media_type', {}),
  posted(5, 'an unknown encoding', '{}', 415, 'unsupported_encoding', encoded('foo')),
  posted(5, 'a body that says it is compressed', '{}', 415, 'unsupported_encoding', encoded('gzip')),
  // never unpacked, so its size does not matter
  posted(
    5,
    'ten KB that would become ten MB',
    new Uint8Array(gzipSync(Buffer.alloc(10_000_000))),
    415,
    'unsupported_encoding',
    encoded('gzip')
  ),
  posted(6, 'a body that is not UTF-8', new Uint8Array([0x7b, 0xff, 0x7d]), 400, 'invalid_encoding'),
  posted(6, 'a body in UTF-16', '{}', 415, 'unsupported_media_type', {
    'content-type': 'application/json; charset=utf-16'
  }),
  posted(8, '__proto__ as a key', '{"__proto__":{"x":1}}', 400, 'forbidden_key'),
  posted(8, '__proto__ further down', '{"text":[{"a":{"__proto__":{"x":1}}}]}', 400, 'forbidden_key'),
  posted(9, '10,000 lists in each other', `{"text":${'['.repeat(nested)}${']'.repeat(nested)}}`, 400, 'too_deep'),
  posted(9, '10,000 objects in each other', `${'{"a":'.repeat(nested)}1${'}'.repeat(nested)}`, 400, 'too_deep'),
  ...['remove', 'setup', 'constructor', '_get', 'emit'].map((name) =>
    posted(14, `X-Service-Method: ${name}`, '{}', 405, 'method_not_allowed', { ...json, 'x-service-method': name })
  )
]

/** Addresses and methods: rows 10–13, 50, 69, 71, 77. */
const addresses = [
  ...['constructor', '__proto__', 'toString/1', 'users/hasOwnProperty'].map((path) =>
    asked(10, `the path ${path}`, path, 404, 'not_found')
  ),
  asked(11, 'half an escape', 'messages/%E0%A4%A', 400, 'invalid_path'),
  asked(11, 'NUL in the path', 'messages/%00', 400, 'invalid_path'),
  asked(11, 'a path that climbs', 'messages/..%2f..%2fauth-secret', 400, 'invalid_path'),
  asked(11, 'an id of 5,000 characters', `messages/${'x'.repeat(5000)}`, 400, 'invalid_id'),
  asked(12, 'an unknown address', 'nothing/at/all', 404, 'not_found'),
  asked(13, 'PUT', 'messages', 405, 'method_not_allowed', { method: 'PUT', headers: json, body: '{}' }),
  asked(13, 'PROPFIND', 'messages', 405, 'method_not_allowed', { method: 'PROPFIND' }),
  asked(13, 'DELETE of all', 'messages', 405, 'multi_not_allowed', { method: 'DELETE' }),
  asked(50, '$select on a write', 'rooms?$select[]=id', 400, 'query_not_allowed', {
    method: 'POST',
    headers: json,
    body: '{"name":"x","visibility":"public"}'
  }),
  asked(69, 'a token that is garbage, on a public read', 'communities', 401, 'invalid_token', bearer('nonsense')),
  asked(
    69,
    'a token without a signature',
    'communities',
    401,
    'invalid_token',
    bearer('eyJhbGciOiJub25lIn0.eyJqdGkiOiIxIn0.')
  ),
  asked(71, 'logging out by nobody', 'authentication', 401, 'not_signed_in', { method: 'DELETE', anonymous: true }),
  // what stands in the address is looked at before who asks
  asked(71, 'logging out as x', 'authentication/x', 400, 'invalid_id', { method: 'DELETE', anonymous: true })
]

const tooLarge = { code: 413, reason: 'body_too_large' } as const
/** Notices that are not the payment provider's: row 84. */
const notice = (what: string, headers: Record<string, string>, more: Partial<BadRequest> = {}): BadRequest => ({
  ...{ row: 84, what: `a notice ${what}`, method: 'POST', path: '/webhooks/stripe', anonymous: true },
  ...{ headers: { ...json, ...headers }, body: '{"id":"evt_1","object":"event"}' },
  ...{ code: 400, reason: 'invalid_signature', ...more }
})
const notices = [
  notice('without a signature', {}),
  ...['', 'x', 't=1', 'v1=00', 't=1,v1=00', `t=${'9'.repeat(400)},v1=00`].map((signature) =>
    notice(`signed ${JSON.stringify(signature)}`, { 'stripe-signature': signature })
  ),
  notice('of nothing', { 'stripe-signature': 't=1,v1=00' }, { body: '' }),
  // what nobody reads would stand before the next request on the same connection
  notice(
    'of 2 MB',
    { 'stripe-signature': 't=1,v1=00', connection: 'close' },
    { body: 'x'.repeat(2_000_000), ...tooLarge }
  ),
  notice('by GET', {}, { method: 'GET', body: '', code: 405, reason: 'method_not_allowed' })
]

export const badRequests: BadRequest[] = [...bodies, ...addresses, ...notices]
