import { v7 as uuidv7 } from 'uuid'
import { bad } from './rows.ts'

/** Who may do what to whom: rows 52, 60. */
const owners = [
  bad(
    60,
    'the last owner of a room who leaves',
    ({ ownership }) => ['memberships', 'remove', ownership],
    409,
    'last_owner',
    { as: 'owner' }
  ),
  bad(
    60,
    'the last owner of a room who steps down',
    ({ ownership }) => ['memberships', 'patch', ownership, { role: 'member' }],
    409,
    'last_owner',
    { as: 'owner' }
  ),
  bad(
    60,
    'a member who steps up',
    ({ membership }) => ['memberships', 'patch', membership, { role: 'owner' }],
    403,
    'not_room_owner'
  ),
  bad(
    60,
    'the last owner of all who steps down',
    ({ founder }) => ['users', 'patch', founder.id, { role: 'member' }],
    409,
    'last_owner',
    { as: 'founder' }
  ),
  bad(60, 'the last owner of all who goes', ({ founder }) => ['users', 'remove', founder.id], 409, 'last_owner', {
    as: 'founder'
  }),
  bad(
    60,
    'somebody who makes themselves an admin',
    ({ member }) => ['users', 'patch', member.id, { role: 'admin' }],
    403,
    'not_admin'
  )
]

const ban = (who: { id: string }, more: object = {}) => ({ kind: 'ban', userId: who.id, ...more })
const sanctions = [
  bad(
    60,
    'banning oneself',
    ({ owner, room }) => ['sanctions', 'create', ban(owner, { roomId: room.id })],
    403,
    'own_account',
    { as: 'owner' }
  ),
  bad(
    60,
    'a moderator who bans an owner',
    ({ owner, room }) => ['sanctions', 'create', ban(owner, { roomId: room.id })],
    403,
    'protected_person',
    { as: 'moderator' }
  ),
  bad(
    60,
    'a member who bans a member',
    ({ author, room }) => ['sanctions', 'create', ban(author, { roomId: room.id })],
    403,
    'not_moderator'
  ),
  bad(
    60,
    'a room’s owner who bans from everywhere',
    ({ member }) => ['sanctions', 'create', ban(member)],
    403,
    'not_admin',
    { as: 'owner' }
  ),
  bad(
    52,
    'a mute without an end',
    ({ member }) => ['sanctions', 'create', { kind: 'mute', userId: member.id }],
    400,
    'invalid_expiry',
    { as: 'founder' }
  ),
  bad(
    52,
    'a ban that is over',
    ({ member }) => ['sanctions', 'create', ban(member, { endsAt: 1 })],
    400,
    'invalid_expiry',
    { as: 'founder' }
  ),
  bad(
    52,
    'a ban from a room for one who does not exist',
    ({ room }) => ['sanctions', 'create', ban({ id: uuidv7() }, { roomId: room.id })],
    404,
    'user_not_found',
    { as: 'owner' }
  )
]

export const moderationRows = [...owners, ...sanctions]
