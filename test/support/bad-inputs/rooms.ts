import { v7 as uuidv7 } from 'uuid'
import { bad, room } from './rows.ts'

/** Rooms, and how one comes into them: rows 51, 58, 59. */
const made = [
  bad(58, 'a room without a name', room({ name: '' }), 400, 'invalid_name'),
  bad(58, 'a room named by blanks', room({ name: '   ' }), 400, 'invalid_name'),
  bad(58, 'a room name of 81 characters', room({ name: 'x'.repeat(81) }), 400, 'invalid_name'),
  ...['../x', '..', 'Kitchen', 'a--b', '-'].map((slug) =>
    bad(58, `the address ${slug}`, room({ slug }), 400, 'invalid_slug')
  ),
  bad(58, 'an address that is taken', ({ elsewhere }) => room({ slug: elsewhere.slug })(), 409, 'slug_taken'),
  bad(
    58,
    'moving to one',
    ({ elsewhere, slow }) => ['rooms', 'patch', slow.id, { slug: elsewhere.slug }],
    409,
    'slug_taken',
    { as: 'owner' }
  ),
  bad(58, 'a public room with people', room({ userIds: [uuidv7()] }), 400, 'unknown_property'),
  bad(
    58,
    'a direct room with somebody who does not exist',
    () => ['rooms', 'create', { visibility: 'direct', userIds: [uuidv7()] }],
    404,
    'user_not_found'
  )
]

const coming = [
  bad(51, 'joining what does not exist', () => ['memberships', 'create', { roomId: uuidv7() }], 404, 'room_not_found'),
  bad(
    59,
    'joining a private room',
    ({ room }) => ['memberships', 'create', { roomId: room.id }],
    404,
    'room_not_found',
    { as: 'stranger' }
  ),
  bad(
    59,
    'taking somebody into a room',
    ({ room, stranger }) => ['memberships', 'create', { roomId: room.id, userId: stranger.id }],
    403,
    'not_moderator'
  ),
  bad(
    59,
    'taking in nobody',
    ({ room }) => ['memberships', 'create', { roomId: room.id, userId: uuidv7() }],
    404,
    'user_not_found',
    { as: 'owner' }
  )
]

export const roomRows = [...made, ...coming]
