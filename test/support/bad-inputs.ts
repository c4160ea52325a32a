import { v7 as uuidv7 } from 'uuid'
import type { Cast } from './cast.ts'

/** One malformed call. `row` is its number in the catalogue of the design's reference on bad inputs, `args` as Feathers takes them. */
export interface BadCall {
  row: number
  what: string
  over?: 'rest' | 'socket'
  call: (cast: Cast) => [path: string, method: string, ...args: unknown[]]
  code: number
  reason: string
}

/** One malformed request that no client library would send. */
export interface BadRequest {
  row: number
  what: string
  method?: string
  path: string
  headers?: Record<string, string>
  body?: string | Uint8Array<ArrayBuffer>
  anonymous?: true
  code: number
  reason: string
}

const message =
  (more: object) =>
  ({ room }: Cast) =>
    ['messages', 'create', { id: uuidv7(), roomId: room.id, text: 'x', ...more }] as [string, string, ...unknown[]]
const find = (query: object) => () => ['messages', 'find', query] as [string, string, ...unknown[]]
const deep = (levels: number): unknown => (levels === 0 ? 1 : { a: deep(levels - 1) })
const signUp = (more: object) => () =>
  [
    'users',
    'create',
    { email: `${uuidv7()}@example.org`, password: 'correct horse', handle: `h${uuidv7().slice(-8)}`, ...more }
  ] as [string, string, ...unknown[]]
const profile =
  (more: object) =>
  ({ member }: Cast) =>
    ['profiles', 'patch', member.id, more] as [string, string, ...unknown[]]
const room = (more: object) => () =>
  ['rooms', 'create', { name: `Bad ${uuidv7().slice(-8)}`, visibility: 'public', ...more }] as [
    string,
    string,
    ...unknown[]
  ]

/** Calls that mean the same over REST and socket, and must be refused in the same words. */
export const badCalls: BadCall[] = [
  {
    row: 8,
    what: 'a key that reaches into JavaScript',
    call: message({ constructor: { prototype: { x: 1 } } }),
    code: 400,
    reason: 'forbidden_key'
  },
  { row: 9, what: 'data nested too deeply', call: message({ text: deep(20) }), code: 400, reason: 'too_deep' },
  {
    row: 10,
    what: 'a path that every object has',
    over: 'socket',
    call: () => ['constructor', 'find', {}],
    code: 404,
    reason: 'not_found'
  },
  {
    row: 10,
    what: '__proto__ as a path',
    over: 'socket',
    call: () => ['__proto__', 'find', {}],
    code: 404,
    reason: 'not_found'
  },
  {
    row: 12,
    what: 'a service that does not exist',
    call: () => ['nothing', 'find', {}],
    code: 404,
    reason: 'not_found'
  },
  {
    row: 13,
    what: 'a method that the service does not have',
    call: ({ member }) => ['profiles', 'remove', member.id],
    code: 405,
    reason: 'method_not_allowed'
  },
  {
    row: 18,
    what: 'an operator that does not exist',
    call: find({ $where: '1' }),
    code: 400,
    reason: 'unknown_operator'
  },
  {
    row: 18,
    what: 'a pattern as an operator',
    call: find({ 'seq[$regex]': '.*' }),
    over: 'rest',
    code: 400,
    reason: 'unknown_operator'
  },
  {
    row: 18,
    what: 'a pattern as an operator',
    call: find({ seq: { $regex: '.*' } }),
    over: 'socket',
    code: 400,
    reason: 'unknown_operator'
  },
  { row: 18, what: '$resolve', call: find({ $resolve: 'x' }), code: 400, reason: 'unknown_operator' },
  { row: 19, what: '$or that is no list', call: find({ $or: '1' }), code: 400, reason: 'invalid_query' },
  {
    row: 19,
    what: '$or without a condition',
    over: 'socket',
    call: find({ $or: [] }),
    code: 400,
    reason: 'invalid_query'
  },
  ...['-1', '0', '101', '1000000000', 'abc', '1.5'].map(($limit): BadCall => ({
    row: 20,
    what: `$limit ${$limit}`,
    call: find({ $limit }),
    code: 400,
    reason: 'invalid_limit'
  })),
  {
    row: 20,
    what: '501 changes at once',
    call: find({ 'rev[$gt]': '1', $limit: '501' }),
    over: 'rest',
    code: 400,
    reason: 'invalid_limit'
  },
  ...['-1', '1000000000000000', 'abc'].map(($skip): BadCall => ({
    row: 21,
    what: `$skip ${$skip}`,
    call: find({ $skip }),
    code: 400,
    reason: 'invalid_skip'
  })),
  ...['password', 'users.password as name', '*', 'users.*'].map((field): BadCall => ({
    row: 22,
    what: `$select ${field}`,
    over: 'socket',
    call: find({ $select: [field] }),
    code: 400,
    reason: 'unknown_field'
  })),
  {
    row: 23,
    what: '$sort by a field that is not listed',
    over: 'socket',
    call: find({ $sort: { text: 1 } }),
    code: 400,
    reason: 'unknown_sort'
  },
  { row: 23, what: '$sort that is no object', call: find({ $sort: '1' }), code: 400, reason: 'unknown_sort' },
  {
    row: 23,
    what: '$sort with SQL',
    over: 'rest',
    call: find({ '$sort[id]': 'asc;drop' }),
    code: 400,
    reason: 'unknown_sort'
  },
  {
    row: 24,
    what: 'a filter on a field that is not listed',
    call: find({ text: 'x' }),
    code: 400,
    reason: 'unknown_field'
  },
  {
    row: 24,
    what: 'a pattern on an address',
    over: 'socket',
    call: () => ['users', 'find', { email: { $like: 'a%' } }],
    code: 400,
    reason: 'unknown_operator'
  },
  {
    row: 24,
    what: 'a filter on the secret',
    call: () => ['users', 'find', { passwordHash: 'x' }],
    code: 400,
    reason: 'unknown_field'
  },
  {
    row: 25,
    what: '$in with 101 values',
    over: 'socket',
    call: () => ['profiles', 'find', { id: { $in: Array.from({ length: 101 }, () => uuidv7()) } }],
    code: 400,
    reason: 'too_many_items'
  },
  ...[undefined, null, {}, [], Number.NaN, '', 7, 'not-a-uuid', '00000000-0000-4000-8000-000000000000'].map(
    (id): BadCall => ({
      row: 28,
      what: `get ${id === undefined ? 'without an id' : JSON.stringify(id)}`,
      over: 'socket',
      call: () => ['messages', 'get', id, {}],
      code: 400,
      reason: 'invalid_id'
    })
  ),
  {
    row: 28,
    what: 'get with an id that is none',
    over: 'rest',
    call: () => ['messages', 'get', 'nonsense'],
    code: 400,
    reason: 'invalid_id'
  },
  {
    row: 29,
    what: 'patch without an id',
    over: 'socket',
    call: () => ['messages', 'patch', null, { text: 'x' }],
    code: 405,
    reason: 'multi_not_allowed'
  },
  {
    row: 29,
    what: 'remove without an id',
    over: 'socket',
    call: () => ['messages', 'remove', null],
    code: 405,
    reason: 'multi_not_allowed'
  },
  {
    row: 29,
    what: 'remove without an id',
    over: 'rest',
    call: () => ['messages', 'remove', null],
    code: 405,
    reason: 'multi_not_allowed'
  },
  {
    row: 30,
    what: 'too many arguments',
    over: 'socket',
    call: () => ['messages', 'find', {}, {}, {}],
    code: 400,
    reason: 'too_many_arguments'
  },
  ...['hello', 7, null, [1], true].map((data): BadCall => ({
    row: 31,
    what: `data ${JSON.stringify(data)}`,
    over: 'socket',
    call: () => ['messages', 'create', data, {}],
    code: 400,
    reason: 'data_not_object'
  })),
  ...['abc', [], 7].map((query): BadCall => ({
    row: 32,
    what: `query ${JSON.stringify(query)}`,
    over: 'socket',
    call: () => ['messages', 'find', query],
    code: 400,
    reason: 'invalid_query'
  })),
  ...[{}, 7, null].map((path): BadCall => ({
    row: 33,
    what: `path ${JSON.stringify(path)}`,
    over: 'socket',
    call: () => [path as string, 'find', {}],
    code: 404,
    reason: 'not_found'
  })),
  {
    row: 34,
    what: 'an event that is no method',
    over: 'socket',
    call: () => ['messages', 'launch', {}],
    code: 405,
    reason: 'unknown_event'
  },
  {
    row: 34,
    what: 'update',
    over: 'socket',
    call: ({ member }) => ['messages', 'update', member.id, {}],
    code: 405,
    reason: 'unknown_event'
  },
  { row: 45, what: 'empty text', call: message({ text: '' }), code: 400, reason: 'text_empty' },
  { row: 45, what: 'blank text', call: message({ text: ' \n\t ' }), code: 400, reason: 'text_empty' },
  { row: 45, what: 'invisible text', call: message({ text: '\u200b\u200d\ufeff' }), code: 400, reason: 'text_empty' },
  { row: 46, what: '4,001 code points', call: message({ text: 'x'.repeat(4001) }), code: 400, reason: 'text_too_long' },
  { row: 47, what: 'NUL', call: message({ text: 'a\u0000b' }), code: 400, reason: 'invalid_characters' },
  {
    row: 47,
    what: 'half a surrogate pair',
    over: 'rest',
    call: message({ text: 'a\ud800b' }),
    code: 400,
    reason: 'invalid_characters'
  },
  { row: 47, what: 'a non-character', call: message({ text: 'a\ufffeb' }), code: 400, reason: 'invalid_characters' },
  ...['userId', 'seq', 'rev', 'createdAt', 'kind', 'editedAt', 'donationId', 'nonsense'].map((field): BadCall => ({
    row: 50,
    what: `${field} sent along`,
    call: message({ [field]: 1 }),
    code: 400,
    reason: 'unknown_property'
  })),
  {
    row: 50,
    what: 'a role sent along with a sign-up',
    call: signUp({ role: 'owner' }),
    code: 400,
    reason: 'unknown_property'
  },
  { row: 50, what: 'an id for a room', call: room({ id: uuidv7() }), code: 400, reason: 'unknown_property' },
  { row: 51, what: 'no room', call: message({ roomId: undefined }), code: 400, reason: 'missing_property' },
  { row: 51, what: 'a room of the wrong type', call: message({ roomId: 7 }), code: 400, reason: 'invalid_id' },
  {
    row: 51,
    what: 'a room that does not exist',
    call: message({ roomId: uuidv7() }),
    code: 404,
    reason: 'room_not_found'
  },
  {
    row: 51,
    what: 'a private room of others',
    call: ({ member }) => ['memberships', 'create', { roomId: uuidv7(), userId: member.id }],
    code: 404,
    reason: 'room_not_found'
  },
  { row: 53, what: 'a reply to nothing', call: message({ replyTo: uuidv7() }), code: 400, reason: 'parent_mismatch' },
  {
    row: 55,
    what: 'an id that is no UUIDv7',
    call: message({ id: crypto.randomUUID() }),
    code: 400,
    reason: 'invalid_id'
  },
  { row: 58, what: 'a room without a name', call: room({ name: '' }), code: 400, reason: 'invalid_name' },
  { row: 58, what: 'a room named by blanks', call: room({ name: '   ' }), code: 400, reason: 'invalid_name' },
  {
    row: 58,
    what: 'a room name of 81 characters',
    call: room({ name: 'x'.repeat(81) }),
    code: 400,
    reason: 'invalid_name'
  },
  { row: 58, what: 'a slug that climbs', call: room({ slug: '../x' }), code: 400, reason: 'invalid_slug' },
  {
    row: 58,
    what: 'a public room with people',
    call: room({ userIds: [uuidv7()] }),
    code: 400,
    reason: 'unknown_property'
  },
  {
    row: 58,
    what: 'a direct room with somebody who does not exist',
    call: () => ['rooms', 'create', { visibility: 'direct', userIds: [uuidv7()] }],
    code: 404,
    reason: 'user_not_found'
  },
  ...['a', 'a@', 'a@b', `${'x'.repeat(250)}@example.org`, 'a@example.org\r\nBcc: x', 'a b@example.org'].map(
    (email): BadCall => ({
      row: 61,
      what: `e-mail ${JSON.stringify(email).slice(0, 20)}`,
      call: signUp({ email }),
      code: 400,
      reason: 'invalid_email'
    })
  ),
  ...['a b', 'A', 'ана', 'x', '-x', 'x'.repeat(33)].map((handle): BadCall => ({
    row: 62,
    what: `handle ${handle.slice(0, 8)}`,
    call: signUp({ handle }),
    code: 400,
    reason: 'invalid_handle'
  })),
  {
    row: 62,
    what: 'a handle that belongs to the house',
    call: signUp({ handle: 'admin' }),
    code: 400,
    reason: 'invalid_handle'
  },
  { row: 63, what: 'a password of 9', call: signUp({ password: 'x'.repeat(9) }), code: 400, reason: 'password_length' },
  {
    row: 63,
    what: 'a password of 129',
    call: signUp({ password: 'x'.repeat(129) }),
    code: 400,
    reason: 'password_length'
  },
  {
    row: 63,
    what: 'a number as a password',
    call: signUp({ password: 1234567890 }),
    code: 400,
    reason: 'password_length'
  },
  {
    row: 64,
    what: 'an operator as an e-mail',
    call: () => ['authentication', 'create', { strategy: 'local', email: { $gt: '' }, password: 'x' }],
    code: 400,
    reason: 'invalid_credentials_format'
  },
  {
    row: 64,
    what: 'a list as a password',
    call: () => ['authentication', 'create', { strategy: 'local', email: 'a@example.org', password: ['x'] }],
    code: 400,
    reason: 'invalid_credentials_format'
  },
  {
    row: 64,
    what: 'no password',
    call: () => ['authentication', 'create', { strategy: 'local', email: 'a@example.org' }],
    code: 400,
    reason: 'invalid_credentials_format'
  },
  {
    row: 64,
    what: 'a strategy that does not exist',
    call: () => ['authentication', 'create', { strategy: 'magic' }],
    code: 400,
    reason: 'invalid_credentials_format'
  },
  {
    row: 65,
    what: 'somebody who does not exist',
    call: () => ['authentication', 'create', { strategy: 'local', email: 'nobody@example.org', password: 'x' }],
    code: 401,
    reason: 'invalid_login'
  },
  {
    row: 65,
    what: 'a wrong password',
    call: ({ member }) => ['authentication', 'create', { strategy: 'local', email: member.email, password: 'x' }],
    code: 401,
    reason: 'invalid_login'
  },
  {
    row: 69,
    what: 'a token that is garbage',
    call: () => ['authentication', 'create', { strategy: 'jwt', accessToken: 'x.y.z' }],
    code: 401,
    reason: 'invalid_token'
  },
  { row: 87, what: 'a blank name', call: profile({ displayName: '\u200b' }), code: 400, reason: 'invalid_name' },
  {
    row: 87,
    what: 'a name that turns the line around',
    call: profile({ displayName: 'a\u202eb' }),
    code: 400,
    reason: 'invalid_name'
  },
  {
    row: 87,
    what: 'a name of 65 characters',
    call: profile({ displayName: 'x'.repeat(65) }),
    code: 400,
    reason: 'invalid_name'
  },
  {
    row: 87,
    what: 'a link that runs',
    call: profile({ links: ['javascript:alert(1)'] }),
    code: 400,
    reason: 'invalid_url'
  },
  {
    row: 87,
    what: 'a time zone that does not exist',
    call: profile({ timezone: 'Foo/Bar' }),
    code: 400,
    reason: 'invalid_timezone'
  },
  {
    row: 87,
    what: 'a bio of 501 characters',
    call: profile({ bio: 'x'.repeat(501) }),
    code: 400,
    reason: 'invalid_data'
  },
  {
    row: 87,
    what: "somebody else's picture",
    call: profile({ avatarId: uuidv7() }),
    code: 400,
    reason: 'not_own_image'
  },
  { row: 87, what: 'nothing to change', call: profile({}), code: 400, reason: 'invalid_data' },
  {
    row: 88,
    what: 'typing where one is not',
    call: () => ['typing', 'create', { roomId: uuidv7() }],
    code: 404,
    reason: 'room_not_found'
  }
]

const json = { 'content-type': 'application/json' }
const post = { method: 'POST', path: '/api/messages' }

/** Requests below the level of calls. Each is sent as it stands, with the member's token unless `anonymous`. */
export const badRequests: BadRequest[] = [
  { row: 1, what: 'half a body', ...post, headers: json, body: '{"a":', code: 400, reason: 'invalid_json' },
  ...['5', '"x"', 'null', 'true', '[]'].map((body): BadRequest => ({
    row: 2,
    what: `the body ${body}`,
    ...post,
    headers: json,
    body,
    code: 400,
    reason: 'body_not_object'
  })),
  {
    row: 3,
    what: '65 KB',
    ...post,
    headers: json,
    body: `{"text":"${'x'.repeat(66_000)}"}`,
    code: 413,
    reason: 'body_too_large'
  },
  ...['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/xml'].map(
    (type): BadRequest => ({
      row: 4,
      what: `a body of ${type}`,
      ...post,
      headers: { 'content-type': type },
      body: 'text=x',
      code: 415,
      reason: 'unsupported_media_type'
    })
  ),
  {
    row: 5,
    what: 'an unknown encoding',
    ...post,
    headers: { ...json, 'content-encoding': 'foo' },
    body: '{}',
    code: 415,
    reason: 'unsupported_encoding'
  },
  {
    row: 5,
    what: 'a compressed body',
    ...post,
    headers: { ...json, 'content-encoding': 'gzip' },
    body: '{}',
    code: 415,
    reason: 'unsupported_encoding'
  },
  {
    row: 6,
    what: 'a body that is not UTF-8',
    ...post,
    headers: json,
    body: new Uint8Array([0x7b, 0xff, 0x7d]),
    code: 400,
    reason: 'invalid_encoding'
  },
  {
    row: 6,
    what: 'a body in UTF-16',
    ...post,
    headers: { 'content-type': 'application/json; charset=utf-16' },
    body: '{}',
    code: 415,
    reason: 'unsupported_media_type'
  },
  {
    row: 8,
    what: '__proto__ as a key',
    ...post,
    headers: json,
    body: '{"__proto__":{"x":1}}',
    code: 400,
    reason: 'forbidden_key'
  },
  ...['constructor', '__proto__', 'toString/1', 'users/hasOwnProperty'].map((path): BadRequest => ({
    row: 10,
    what: `the path ${path}`,
    path: `/api/${path}`,
    code: 404,
    reason: 'not_found'
  })),
  { row: 11, what: 'half an escape', path: '/api/messages/%E0%A4%A', code: 400, reason: 'invalid_path' },
  { row: 11, what: 'NUL in the path', path: '/api/messages/%00', code: 400, reason: 'invalid_path' },
  {
    row: 11,
    what: 'an id of 5,000 characters',
    path: `/api/messages/${'x'.repeat(5000)}`,
    code: 400,
    reason: 'invalid_id'
  },
  { row: 12, what: 'an unknown address', path: '/api/nothing/at/all', code: 404, reason: 'not_found' },
  {
    row: 13,
    what: 'PUT',
    method: 'PUT',
    path: '/api/messages',
    headers: json,
    body: '{}',
    code: 405,
    reason: 'method_not_allowed'
  },
  { row: 13, what: 'PROPFIND', method: 'PROPFIND', path: '/api/messages', code: 405, reason: 'method_not_allowed' },
  ...['remove', 'setup', 'constructor', '_get', 'emit'].map((name): BadRequest => ({
    row: 14,
    what: `X-Service-Method: ${name}`,
    ...post,
    headers: { ...json, 'x-service-method': name },
    body: '{}',
    code: 405,
    reason: 'method_not_allowed'
  })),
  {
    row: 50,
    what: '$select on a write',
    method: 'POST',
    path: '/api/rooms?$select[]=id',
    headers: json,
    body: '{"name":"x","visibility":"public"}',
    code: 400,
    reason: 'query_not_allowed'
  },
  {
    row: 69,
    what: 'a token that is garbage, on a public read',
    path: '/api/communities',
    headers: { authorization: 'Bearer nonsense' },
    anonymous: true,
    code: 401,
    reason: 'invalid_token'
  },
  {
    row: 69,
    what: 'a token without a signature',
    path: '/api/communities',
    headers: { authorization: 'Bearer eyJhbGciOiJub25lIn0.eyJqdGkiOiIxIn0.' },
    anonymous: true,
    code: 401,
    reason: 'invalid_token'
  },
  {
    row: 71,
    what: 'logging out without being signed in',
    method: 'DELETE',
    path: '/api/authentication',
    anonymous: true,
    code: 401,
    reason: 'not_signed_in'
  }
]
