import { bad, bare, bySocket, message, type Way } from './rows.ts'

/** The form of a call, whatever it is about: rows 8–10, 12, 13, 29–31, 33, 34. */
const deep = (levels: number): unknown => (levels === 0 ? 1 : { a: deep(levels - 1) })
const lists = (levels: number): unknown => (levels === 0 ? 1 : [lists(levels - 1)])

const shapes = [
  bad(8, 'a key that reaches into JavaScript', message({ constructor: { prototype: { x: 1 } } }), 400, 'forbidden_key'),
  bad(8, 'the same further down', message({ text: JSON.parse('{"a":{"__proto__":{"x":1}}}') }), 400, 'forbidden_key'),
  bad(9, 'objects nested too deeply', message({ text: deep(20) }), 400, 'too_deep'),
  bad(9, 'lists nested too deeply', message({ text: lists(1_000) }), 400, 'too_deep')
]

const addresses = [
  bad(10, 'a path that every object has', () => ['constructor', 'find', {}], 404, 'not_found'),
  // a client looks this one up in an object of its own, and finds something
  bad(10, '__proto__ as a path', () => ['__proto__', 'find', {}], 404, 'not_found', { over: bare }),
  bad(12, 'a service that does not exist', () => ['nothing', 'find', {}], 404, 'not_found'),
  bad(
    13,
    'a method that a service lacks',
    ({ member }) => ['profiles', 'remove', member.id],
    405,
    'method_not_allowed'
  ),
  // a client has only words for paths
  ...[{}, 7, null].map((path) =>
    bad(33, `path ${JSON.stringify(path)}`, () => [path as string, 'find', {}], 404, 'not_found', { over: bare })
  ),
  // a client has no such method
  bad(34, 'an event that is no method', () => ['messages', 'launch', {}], 405, 'unknown_event', { over: bare }),
  bad(34, 'update', ({ member }) => ['messages', 'update', member.id, {}], 405, 'unknown_event', { over: bySocket }),
  bad(13, 'update', ({ member }) => ['messages', 'update', member.id, {}], 405, 'method_not_allowed', {
    over: ['SDK by REST']
  })
]

/** Over REST the same is a body, with a word of its own; `null` is no body there, and a string is no JSON to the bare call. */
const asBody: Way[] = ['SDK by REST']
const args = [
  // a client puts its arguments where they belong
  bad(30, 'too many arguments', () => ['messages', 'find', {}, {}, {}], 400, 'too_many_arguments', { over: bare }),
  bad(
    30,
    'arguments in another order',
    ({ mine }) => ['messages', 'patch', { text: 'x' }, mine.id],
    400,
    'invalid_id',
    { over: bare }
  ),
  ...['hello', 7, null, [1], true, new Date(0), new Uint8Array([1, 2])].map((data) =>
    bad(31, `data ${JSON.stringify(data)}`, () => ['messages', 'create', data, {}], 400, 'data_not_object', {
      over: bySocket
    })
  ),
  ...['hello', 7, null, [1], true].map((data) =>
    bad(31, `data ${JSON.stringify(data)}`, () => ['messages', 'create', data], 400, 'body_not_object', {
      over: asBody
    })
  )
]

export const callRows = [...shapes, ...addresses, ...args]
