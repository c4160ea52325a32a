import type { Actor, Place } from '../../api/policy.ts'
import { membershipPolicy as memberships } from '../../api/services/memberships/memberships.policy.ts'
import type { MembershipPatch } from '../../api/services/memberships/memberships.schema.ts'
import { roomPolicy as rooms } from '../../api/services/rooms/rooms.policy.ts'
import { a, at, byToken, member, rules } from './actors.ts'

const admin = a('admin')
const bot = byToken(member, 'read', 'write')
const change = (place: Place, actor = member) => rooms.patch(actor, place.room as never, place)
const archive = (place: Place, actor = member) => rooms.remove(actor, place.room as never, place)

rules('leading a room', [
  ['an owner of the room changes it', true, () => change(at('private', 'owner'))],
  ['a moderator of the room changes it', true, () => change(at('public', 'moderator'))],
  ['a member does not', 'not_moderator', () => change(at('public', 'member'))],
  ['a stranger does not', 'not_moderator', () => change(at('public'))],
  ['an admin changes a public room without being in it', true, () => change(at('public'), admin)],
  ['an admin has no say in a private room', 'not_moderator', () => change(at('private', 'member'), admin)],
  ['staff below admins lead no rooms', 'not_moderator', () => change(at('public', 'member'), a('moderator'))],
  ['a direct conversation has no leader', 'direct_room', () => change(at('direct', 'owner'), a('owner'))],
  ['an owner of the room archives it', true, () => archive(at('public', 'owner'))],
  ['a moderator of the room does not', 'not_room_owner', () => archive(at('public', 'moderator'))],
  ['a member does not archive it', 'not_moderator', () => archive(at('public', 'member'))],
  ['an admin archives a public room', true, () => archive(at('public'), admin)],
  ['an admin does so as a moderator of the room, too', true, () => archive(at('public', 'moderator'), admin)],
  ['nobody archives a direct conversation', 'direct_room', () => archive(at('direct', 'owner'), a('owner'))],
  ['whatever they are in it', 'direct_room', () => archive(at('direct', 'moderator'))]
])

type Role = NonNullable<Place['membership']>['role']
const join = (place: Place, role?: Role, actor: Actor = member) =>
  memberships.create(actor, { roomId: 'room', ...(role && { role }) }, place)
const add = (place: Place, role?: Role, actor: Actor = member) =>
  memberships.create(actor, { roomId: 'room', userId: 'ben', ...(role && { role }) }, place)

rules('coming into a room', [
  ['anybody joins a public room', true, () => join(at('public'))],
  ['a bot of somebody too', true, () => join(at('public'), undefined, bot)],
  ['nobody joins a private room by themselves', 'not_moderator', () => join(at('private'))],
  ['an admin does not either', 'not_moderator', () => join(at('private'), undefined, admin)],
  ['who is in already may say so again', true, () => join(at('private', 'member'))],
  ['nobody makes themselves an owner by joining', 'not_room_owner', () => join(at('public'), 'owner')],
  ['nobody raises themselves by joining again', 'not_room_owner', () => join(at('private', 'member'), 'moderator')],
  ['a moderator adds members', true, () => add(at('private', 'moderator'))],
  ['a moderator adds members, also where it is said what as', true, () => add(at('private', 'moderator'), 'member')],
  ['a member adds nobody', 'not_moderator', () => add(at('public', 'member'))],
  ['a stranger adds nobody, also to a public room', 'not_moderator', () => add(at('public'))],
  ['an admin who is not in adds nobody', 'not_moderator', () => add(at('public'), undefined, admin)],
  ['a moderator adds no moderators', 'not_room_owner', () => add(at('private', 'moderator'), 'moderator')],
  ['staff who are in add members', true, () => add(at('private', 'member'), 'member', a('moderator'))],
  ['staff who are in add no owners', 'not_room_owner', () => add(at('private', 'member'), 'owner', admin)],
  ['an owner adds moderators', true, () => add(at('private', 'owner'), 'moderator')],
  ['nobody is added to a direct conversation', 'direct_room', () => add(at('direct', 'owner'))],
  ['nobody joins a direct conversation', 'direct_room', () => join(at('direct'))],
  ['nothing is joined where no room is', 'not_moderator', () => join({})],
  ['a token without that scope adds nobody', 'not_moderator', () => add(at('private', 'moderator'), undefined, bot)]
])

const mine = { userId: 'ana', role: 'member' } as never
const his = (role: Role) => ({ userId: 'ben', role }) as never
const say = (changes: MembershipPatch, place: Place, record = mine, actor: Actor = member) =>
  memberships.patch(actor, record, place, changes)

rules('what a membership says', [
  ['how far one has read, one says oneself', true, () => say({ readSeq: 0 }, at('public', 'member'))],
  ['and what one is told of', true, () => say({ notify: 'none' }, at('direct', 'member'))],
  ['an owner does not read for others', 'not_yours', () => say({ readSeq: 9 }, at('public', 'owner'), his('member'))],
  ['nor quieten them', 'not_yours', () => say({ notify: 'none' }, at('public', 'owner'), his('member'))],
  [
    'not even along with a role',
    'not_yours',
    () => say({ role: 'moderator', notify: 'all' }, at('public', 'owner'), his('member'))
  ],
  ['an owner gives roles', true, () => say({ role: 'owner' }, at('public', 'owner'), his('member'))],
  ['an owner gives up their own', true, () => say({ role: 'member' }, at('public', 'owner'))],
  [
    'a moderator gives none',
    'not_room_owner',
    () => say({ role: 'moderator' }, at('public', 'moderator'), his('member'))
  ],
  ['a member does not raise themselves', 'not_room_owner', () => say({ role: 'owner' }, at('public', 'member'))],
  ['nor while reading', 'not_room_owner', () => say({ role: 'owner', readSeq: 1 }, at('public', 'member'))],
  [
    'an admin who is not in gives none',
    'not_room_owner',
    () => say({ role: 'owner' }, at('public'), his('member'), admin)
  ],
  ['a direct conversation has none to give', 'direct_room', () => say({ role: 'member' }, at('direct', 'owner'))],
  ['where no room is, there are none', 'not_room_owner', () => say({ role: 'owner' }, {})]
])

const remove = (record: never, place: Place, actor: Actor = member) => memberships.remove(actor, record, place)

rules('going, and being removed', [
  ['everybody may leave', true, () => remove(mine, at('private', 'member'))],
  ['an owner too', true, () => remove({ userId: 'ana', role: 'owner' } as never, at('private', 'owner'))],
  ['nobody leaves a direct conversation', 'direct_room', () => remove(mine, at('direct', 'member'))],
  ['a moderator removes members', true, () => remove(his('member'), at('private', 'moderator'))],
  ['a member removes nobody', 'not_moderator', () => remove(his('member'), at('private', 'member'))],
  ['a moderator removes no moderators', 'not_room_owner', () => remove(his('moderator'), at('private', 'moderator'))],
  ['nor an owner', 'not_room_owner', () => remove(his('owner'), at('private', 'moderator'))],
  ['an owner removes moderators', true, () => remove(his('moderator'), at('private', 'owner'))],
  ['an owner removes owners', true, () => remove(his('owner'), at('private', 'owner'))],
  ['an admin who is a mere member removes members', true, () => remove(his('member'), at('public', 'member'), admin)],
  ['but not the owner', 'not_room_owner', () => remove(his('owner'), at('public', 'member'), admin)],
  ['an admin who is not in removes no member', 'not_moderator', () => remove(his('member'), at('public'), admin)],
  ['nor an owner, from outside', 'not_room_owner', () => remove(his('owner'), at('public'), admin)],
  [
    'a token without that scope removes nobody',
    'not_moderator',
    () => remove(his('member'), at('public', 'owner'), bot)
  ],
  ['where no room is, nobody is removed', 'not_moderator', () => remove(his('member'), {})]
])
