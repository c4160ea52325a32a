import { v7 as uuidv7 } from 'uuid'
import { expect } from 'vitest'
import type { Message } from '../../../api/client.ts'
import { bad, message, room } from './rows.ts'

const NEXT_YEAR = Date.now() + 365 * 24 * 3600_000

/** What people write, and where: rows 45–55, 88. */
const texts = [
  bad(45, 'empty text', message({ text: '' }), 400, 'text_empty'),
  bad(45, 'blank text', message({ text: ' \n\t ' }), 400, 'text_empty'),
  bad(45, 'invisible text', message({ text: '\u200b\u200d\ufeff' }), 400, 'text_empty'),
  bad(46, '4,001 code points', message({ text: 'x'.repeat(4001) }), 400, 'text_too_long'),
  bad(46, '4,001 emoji', message({ text: '🔥'.repeat(4001) }), 400, 'text_too_long'),
  bad(47, 'NUL', message({ text: 'a\u0000b' }), 400, 'invalid_characters'),
  bad(47, 'a bell', message({ text: 'a\u0007b' }), 400, 'invalid_characters'),
  bad(47, 'half a surrogate pair', message({ text: 'a\ud800b' }), 400, 'invalid_characters'),
  bad(47, 'a non-character', message({ text: 'a\ufffeb' }), 400, 'invalid_characters')
]

const given = [
  ...['userId', 'seq', 'rev', 'createdAt', 'kind', 'editedAt', 'donationId', 'nonsense'].map((field) =>
    bad(50, `${field} sent along`, message({ [field]: 1 }), 400, 'unknown_property')
  ),
  bad(50, 'an id for a room', room({ id: uuidv7() }), 400, 'unknown_property'),
  bad(50, 'the head of a log for a room', room({ lastSeq: 7 }), 400, 'unknown_property'),
  bad(
    50,
    'a new author',
    ({ mine }) => ['messages', 'patch', mine.id, { text: 'x', userId: uuidv7() }],
    400,
    'unknown_property'
  ),
  bad(
    50,
    'another room',
    ({ mine, elsewhere }) => ['messages', 'patch', mine.id, { text: 'x', roomId: elsewhere.id }],
    400,
    'unknown_property'
  )
]

const places = [
  bad(51, 'no room', message({ roomId: undefined }), 400, 'missing_property'),
  bad(51, 'a room of the wrong type', message({ roomId: 7 }), 400, 'invalid_id'),
  bad(51, 'a room that does not exist', message({ roomId: uuidv7() }), 404, 'room_not_found'),
  bad(51, 'a private room of others', message({}), 404, 'room_not_found', { as: 'stranger' }),
  bad(51, 'a public room one is not in', (s) => message({ roomId: s.guarded.id })(s), 403, 'not_member', {
    as: 'stranger'
  }),
  bad(52, 'writing in an archived room', (s) => message({ roomId: s.archived.id })(s), 403, 'room_archived'),
  bad(52, 'writing while muted', message({}), 403, 'muted', { as: 'muted' }),
  bad(52, 'writing where one was banned', (s) => message({ roomId: s.guarded.id })(s), 403, 'not_member', {
    as: 'author'
  }),
  bad(
    52,
    'coming back where one was banned',
    ({ guarded }) => ['memberships', 'create', { roomId: guarded.id }],
    403,
    'banned',
    { as: 'author' }
  ),
  bad(52, 'writing at once again in a slow room', (s) => message({ roomId: s.slow.id })(s), 429, 'slow_mode', {
    more: { retryAfter: expect.any(Number) }
  }),
  bad(
    52,
    'writing where only moderators do',
    (s) => message({ roomId: s.restricted.id })(s),
    403,
    'posting_restricted'
  ),
  bad(88, 'typing where nothing is', () => ['typing', 'create', { roomId: uuidv7() }], 404, 'room_not_found'),
  bad(
    88,
    'typing in a public room one is not in',
    ({ guarded }) => ['typing', 'create', { roomId: guarded.id }],
    403,
    'not_member',
    { as: 'stranger' }
  )
]

const others = [
  bad(53, 'a reply to nothing', message({ replyTo: uuidv7() }), 400, 'parent_mismatch'),
  bad(53, 'a reply to another room', (s) => message({ replyTo: s.distant.id })(s), 400, 'parent_mismatch'),
  bad(53, 'a reply to what was deleted', (s) => message({ replyTo: s.gone.id })(s), 410, 'gone'),
  bad(
    54,
    'editing what somebody else wrote',
    ({ theirs }) => ['messages', 'patch', theirs.id, { text: 'x' }],
    403,
    'not_author'
  ),
  bad(54, 'removing what somebody else wrote', ({ theirs }) => ['messages', 'remove', theirs.id], 403, 'not_author'),
  bad(54, 'editing what was deleted', ({ gone }) => ['messages', 'patch', gone.id, { text: 'x' }], 410, 'gone'),
  bad(54, 'deleting it once more', ({ gone }) => ['messages', 'remove', gone.id], 410, 'gone'),
  bad(
    54,
    'editing what one cannot see',
    ({ mine }) => ['messages', 'patch', mine.id, { text: 'x' }],
    404,
    'not_found',
    { as: 'stranger' }
  ),
  // edits have no window and no `rev` to compare: the last one counts, and each is an event
  bad(
    54,
    'an edit that names its rev',
    ({ mine }) => ['messages', 'patch', mine.id, { text: 'x', rev: 1 }],
    400,
    'unknown_property'
  ),
  bad(55, 'an id that is no UUIDv7', message({ id: crypto.randomUUID() }), 400, 'invalid_id'),
  bad(55, 'an id from the far future', message({ id: uuidv7({ msecs: NEXT_YEAR }) }), 400, 'id_from_future'),
  bad(55, 'an id again with another text', (s) => message({ id: s.mine.id, text: 'other' })(s), 409, 'id_conflict'),
  bad(
    55,
    'an id again for another room',
    (s) => message({ ...said(s.mine), roomId: s.elsewhere.id })(s),
    409,
    'id_conflict'
  ),
  bad(55, 'the id of somebody else', (s) => message(said(s.mine))(s), 409, 'id_conflict', { as: 'moderator' })
]

const said = ({ id, text }: Message) => ({ id, text })

export const messageRows = [...texts, ...given, ...places, ...others]
