import type { Actor, Place } from '../../api/policy.ts'
import { actPolicy as acts } from '../../api/services/acts/acts.policy.ts'
import { diagnosticPolicy as diagnostics } from '../../api/services/diagnostics/diagnostics.policy.ts'
import { reportPolicy as reports } from '../../api/services/reports/reports.policy.ts'
import { sanctionPolicy as sanctions, standsAbove } from '../../api/services/sanctions/sanctions.policy.ts'
import { a, at, byToken, member, rules } from './actors.ts'

const [owner, admin, moderator] = [a('owner'), a('admin'), a('moderator')]
const both = (verdict: true | string) => [verdict, verdict]

/** Deciding something, and lifting what was decided: under the same rules. `place` only where it is about a room. */
const decide = (kind: 'mute' | 'suspension' | 'ban', actor: Actor, place?: Place) => {
  const sanction = { kind, userId: 'ben', roomId: place ? 'room' : null } as never
  return [sanctions.create(actor, sanction, place ?? {}), sanctions.remove(actor, sanction, place ?? {})]
}

rules('mutes, suspensions and bans from the community', [
  ['members decide none', both('not_moderator'), () => decide('mute', member)],
  ['the treasurer decides none', both('not_moderator'), () => decide('suspension', a('treasurer'))],
  ['moderators mute', both(true), () => decide('mute', moderator)],
  ['moderators suspend', both(true), () => decide('suspension', moderator)],
  ['moderators do not ban for good', both('not_admin'), () => decide('ban', moderator)],
  ['admins do', both(true), () => decide('ban', admin)],
  ['owners do', both(true), () => decide('ban', owner)],
  [
    "a moderator's token without that scope decides none",
    both('not_moderator'),
    () => decide('mute', byToken(moderator, 'write'))
  ]
])

rules('mutes and bans from a room', [
  ['its moderators decide them', both(true), () => decide('mute', member, at('private', 'moderator'))],
  ['also bans', both(true), () => decide('ban', member, at('private', 'owner'))],
  ['its members do not', both('not_moderator'), () => decide('mute', member, at('public', 'member'))],
  ['staff who are in do', both(true), () => decide('ban', moderator, at('public', 'member'))],
  ['staff who are not in do not', both('not_moderator'), () => decide('mute', owner, at('public'))]
])

rules('sanctions against oneself', [
  [
    'nobody decides them',
    'own_account',
    () => sanctions.create(owner, { kind: 'mute', userId: 'ana', roomId: null }, {})
  ]
])

const above = (actor: Actor, role: Actor['role'], roomRole?: string, place: Place = {}) =>
  standsAbove(actor, { role, roomRole }, place)
const over = (actor: Actor) =>
  (['owner', 'admin', 'moderator', 'treasurer', 'member'] as const).filter((role) => above(actor, role))

rules('above whom one stands in the community', [
  ['owners: above everybody', ['owner', 'admin', 'moderator', 'treasurer', 'member'], () => over(owner)],
  ['admins: above all but admins and owners', ['moderator', 'treasurer', 'member'], () => over(admin)],
  ['moderators: above those who are no staff', ['treasurer', 'member'], () => over(moderator)],
  ['who moderates only a room: above those who are no staff', ['treasurer', 'member'], () => over(member)],
  ['a treasurer no higher than that', ['treasurer', 'member'], () => over(a('treasurer'))]
])

rules('above whom one stands in a room', [
  [
    'a moderator of the room: not above its owner',
    false,
    () => above(member, 'member', 'owner', at('public', 'moderator'))
  ],
  ['but above its other moderators', true, () => above(member, 'member', 'moderator', at('public', 'moderator'))],
  ['an owner of the room: above its other owners', true, () => above(member, 'member', 'owner', at('public', 'owner'))],
  [
    'an owner of the room: not above the staff in it',
    false,
    () => above(member, 'moderator', 'member', at('public', 'owner'))
  ],
  ['the staff: above an owner of the room', true, () => above(moderator, 'member', 'owner', at('public', 'member'))],
  ['who is not in: not above an owner of the room', false, () => above(member, 'member', 'owner', at('public'))]
])

const decideOn = (actor: Actor, userId: string) => reports.patch(actor, { userId } as never)

rules('deciding on reports', [
  ['staff do', true, () => decideOn(moderator, 'ben')],
  ['a room moderator, to whom the scope shows it, does', true, () => decideOn(member, 'ben')],
  ['also by a token with that scope', true, () => decideOn(byToken(member, 'moderate'), 'ben')],
  ['whoever reported does not', 'not_moderator', () => decideOn(member, 'ana')],
  ['a token without that scope does not', 'not_moderator', () => decideOn(byToken(member, 'write'), 'ben')],
  [
    "a moderator's token without that scope does not",
    'not_moderator',
    () => decideOn(byToken(moderator, 'write'), 'ana')
  ]
])

const aboutMe = { userId: 'ben', subjectId: 'ana' } as never

rules('deciding on a report about oneself', [
  ['moderators do not', 'own_account', () => reports.patch(moderator, aboutMe)],
  ['admins do not', 'own_account', () => reports.patch(admin, aboutMe)],
  ['owners, above whom there is nobody, do', true, () => reports.patch(owner, aboutMe)]
])

const look = (actor: Actor) => [acts.find(actor), acts.get(actor), diagnostics.find(actor)]

rules('the log, and how the server does', [
  ['admins look at it', [true, true, true], () => look(admin)],
  ['moderators do not', ['not_admin', 'not_admin', 'not_admin'], () => look(moderator)],
  [
    "an owner's token without that scope does not",
    ['not_admin', 'not_admin', 'not_admin'],
    () => look(byToken(owner, 'read'))
  ]
])
