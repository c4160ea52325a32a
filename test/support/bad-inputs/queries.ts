import { v7 as uuidv7 } from 'uuid'
import { asAddress, asObject, bad, bare, bySocket, find, type Way } from './rows.ts'

/** Which records are meant: rows 18–25, 28, 29, 32, 89. */
const operators = [
  bad(18, 'an operator that does not exist', find({ $where: '1' }), 400, 'unknown_operator'),
  bad(18, 'a function as an operator', find({ $function: '1' }), 400, 'unknown_operator'),
  bad(18, 'a pattern as an operator', find({ 'seq[$regex]': '.*' }), 400, 'unknown_operator', { over: asAddress }),
  bad(18, 'a pattern as an operator', find({ seq: { $regex: '.*' } }), 400, 'unknown_operator', { over: asObject }),
  bad(18, '$resolve', find({ $resolve: 'x' }), 400, 'unknown_operator'),
  bad(19, '$or that is no list', find({ $or: '1' }), 400, 'invalid_query'),
  bad(19, '$or without a condition', find({ $or: [] }), 400, 'invalid_query', { over: bySocket }),
  bad(19, '$or that is an object', find({ $or: {} }), 400, 'invalid_query', { over: bySocket })
]

const pages = [
  ...['-1', '0', '101', '1000000000', 'abc', '1.5'].map(($limit) =>
    bad(20, `$limit ${$limit}`, find({ $limit }), 400, 'invalid_limit')
  ),
  bad(20, '$limit that is a list', find({ $limit: ['a'] }), 400, 'invalid_limit', { over: asObject }),
  bad(20, '501 changes', find({ 'rev[$gt]': '1', $limit: '501' }), 400, 'invalid_limit', { over: asAddress }),
  bad(20, '501 changes', find({ rev: { $gt: 1 }, $limit: 501 }), 400, 'invalid_limit', { over: asObject }),
  ...['-1', '1000000000000000', 'abc'].map(($skip) => bad(21, `$skip ${$skip}`, find({ $skip }), 400, 'invalid_skip'))
]

const fields = [
  ...['password', 'users.password as name', '*', 'users.*'].map((field) =>
    bad(22, `$select ${field}`, find({ $select: [field] }), 400, 'unknown_field', { over: asObject })
  ),
  bad(23, '$sort by a field not listed', find({ $sort: { text: 1 } }), 400, 'unknown_sort', { over: asObject }),
  bad(23, '$sort by a secret', find({ $sort: { password: 1 } }), 400, 'unknown_sort', { over: asObject }),
  bad(23, '$sort that is no object', find({ $sort: '1' }), 400, 'unknown_sort'),
  bad(23, '$sort with SQL', find({ '$sort[id]': 'asc;drop' }), 400, 'unknown_sort', { over: asAddress }),
  bad(23, '$sort with SQL', find({ $sort: { id: 'asc;drop' } }), 400, 'unknown_sort', { over: asObject }),
  bad(24, 'a filter on a field not listed', find({ text: 'x' }), 400, 'unknown_field'),
  bad(24, 'a pattern on an address', () => ['users', 'find', { email: { $like: 'a%' } }], 400, 'unknown_operator', {
    over: asObject
  }),
  bad(24, 'a filter on the secret', () => ['users', 'find', { passwordHash: 'x' }], 400, 'unknown_field'),
  bad(25, '$in with 101 values', () => ['profiles', 'find', { id: { $in: ids(101) } }], 400, 'too_many_items', {
    over: asObject
  })
]

const ids = (count: number) => Array.from({ length: count }, () => uuidv7())

/** Over REST an id is part of the address, and these are words there; what leaves no word, a client refuses or reads as a list. */
const wordsToo: Way[] = ['socket', 'SDK by REST', 'SDK by socket']
const records = [
  ...[{}, Number.NaN, 7, 'not-a-uuid', '00000000-0000-4000-8000-000000000000'].map((id) =>
    bad(28, `get ${JSON.stringify(id)}`, () => ['messages', 'get', id, {}], 400, 'invalid_id', { over: wordsToo })
  ),
  ...[null, [], new Uint8Array([1, 2])].map((id) =>
    bad(28, `get ${JSON.stringify(id)}`, () => ['messages', 'get', id, {}], 400, 'invalid_id', { over: bySocket })
  ),
  // a client refuses these before it sends anything
  ...[undefined, ''].map((id) =>
    bad(28, `get ${id === '' ? 'the empty word' : 'nothing'}`, () => ['messages', 'get', id, {}], 400, 'invalid_id', {
      over: bare
    })
  ),
  bad(28, 'get with an id that is none', () => ['messages', 'get', 'nonsense'], 400, 'invalid_id', { over: ['rest'] }),
  bad(29, 'patch without an id', () => ['messages', 'patch', null, { text: 'x' }], 405, 'multi_not_allowed'),
  bad(29, 'remove without an id', () => ['messages', 'remove', null], 405, 'multi_not_allowed'),
  // written into an address, these are no query at all
  ...['abc', [], 7].map((query) =>
    bad(32, `query ${JSON.stringify(query)}`, find(query), 400, 'invalid_query', { over: bySocket })
  )
]

const cursors = [
  bad(89, 'a place that is a word', find({ rev: { $gt: 'x' } }), 400, 'invalid_query', { over: asObject }),
  bad(89, 'a place that is a half', find({ seq: { $lt: 1.5 } }), 400, 'invalid_query', { over: asObject }),
  bad(
    89,
    'having read what was not said yet',
    ({ membership }) => ['memberships', 'patch', membership, { readSeq: 1_000_000 }],
    400,
    'invalid_cursor'
  ),
  bad(
    89,
    'having read less than nothing',
    ({ membership }) => ['memberships', 'patch', membership, { readSeq: -1 }],
    400,
    'invalid_data'
  )
]

export const queryRows = [...operators, ...pages, ...fields, ...records, ...cursors]
