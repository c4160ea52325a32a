import type { Actor } from '../../api/policy.ts'
import { blockPolicy as blocks } from '../../api/services/blocks/blocks.policy.ts'
import { communityPolicy as communities } from '../../api/services/communities/communities.policy.ts'
import { invitationPolicy as invitations } from '../../api/services/invitations/invitations.policy.ts'
import { letterPolicy as letters } from '../../api/services/letters/letters.policy.ts'
import { profilePolicy as profiles } from '../../api/services/profiles/profiles.policy.ts'
import { userPolicy as users, visibleUsers } from '../../api/services/users/users.policy.ts'
import type { User, UserPatch } from '../../api/services/users/users.schema.ts'
import { a, byToken, member, rules } from './actors.ts'

const [owner, admin, moderator] = [a('owner'), a('admin'), a('moderator')]
const me = { id: 'ana', userId: 'ana' } as never
const ben = { id: 'ben', userId: 'ben' } as never

const user = (role: User['role'] = 'member', more: object = {}) =>
  ({ id: 'ben', role, admittedAt: 1, ...more }) as unknown as User
const self = (role: User['role'] = 'member') => user(role, { id: 'ana' })
const change = (actor: Actor, record: User, patch: UserPatch) => users.patch(actor, record, {}, patch)

rules('how one signs in', [
  ['oneself changes it', true, () => change(member, self(), { email: 'a@b.c', currentPassword: 'x' })],
  ['an admin does not do it for others', 'not_yours', () => change(admin, user(), { password: 'x' })],
  ['an owner does not either', 'not_yours', () => change(owner, user(), { email: 'a@b.c' })],
  ['nor along with a role', 'not_yours', () => change(owner, user(), { role: 'member', email: 'a@b.c' })]
])

rules('roles, and who may come in', [
  ['nobody raises themselves', 'not_admin', () => change(member, self(), { role: 'owner' })],
  ['a moderator gives no roles', 'not_admin', () => change(moderator, user(), { role: 'moderator' })],
  ['a moderator lets nobody in', 'not_admin', () => change(moderator, user(), { admitted: true })],
  ['an admin lets people in', true, () => change(admin, user(), { admitted: true })],
  ['an admin makes moderators and treasurers', true, () => change(admin, user(), { role: 'treasurer' })],
  ['an admin makes no admins', 'protected_person', () => change(admin, user(), { role: 'admin' })],
  ['an admin makes no owners', 'protected_person', () => change(admin, user(), { role: 'owner' })],
  ['an admin does not raise themselves', 'protected_person', () => change(admin, self('admin'), { role: 'owner' })],
  ['an admin takes no role from an admin', 'protected_person', () => change(admin, user('admin'), { role: 'member' })],
  ['an admin takes no role from an owner', 'protected_person', () => change(admin, user('owner'), { role: 'member' })],
  ['an admin lets no owner in', 'protected_person', () => change(admin, user('owner'), { admitted: true })],
  ['an owner makes owners', true, () => change(owner, user(), { role: 'owner' })],
  ['an owner takes any role', true, () => change(owner, user('owner'), { role: 'member' })],
  [
    "an owner's token without that scope does not",
    'not_admin',
    () => change(byToken(owner, 'write'), user(), { role: 'member' })
  ]
])

rules('an account goes', [
  ['by its owner', true, () => users.remove(member, self())],
  ['not by others', 'not_yours', () => users.remove(member, user('member', { admittedAt: null }))],
  ['not by an admin', 'not_yours', () => users.remove(admin, user())],
  ['not by the owner of the community', 'not_yours', () => users.remove(owner, user())],
  ['by an admin who turns it away at the door', true, () => users.remove(admin, user('member', { admittedAt: null }))],
  ['a moderator turns nobody away', 'not_yours', () => users.remove(moderator, user('member', { admittedAt: null }))]
])

rules('whose accounts one sees', [
  ['members see their own', { id: 'ana' }, () => visibleUsers(member)],
  ['moderators too', { id: 'ana' }, () => visibleUsers(moderator)],
  ['admins see all but the stand-ins', { email: { $notlike: '%@decoy.invalid' } }, () => visibleUsers(admin)],
  ["an owner's token without that scope sees only theirs", { id: 'ana' }, () => visibleUsers(byToken(owner, 'read'))]
])

rules('faces', [
  ['one changes one’s own', true, () => profiles.patch(member, me)],
  ['nobody changes another', 'not_yours', () => profiles.patch(owner, ben)]
])

rules('blocks', [
  ['one blocks whom one likes', true, () => blocks.create(member, { userId: 'ben' })],
  ['but not oneself', 'own_account', () => blocks.create(member, { userId: 'ana' })]
])

rules('invitations', [
  ['who made one takes it back', true, () => invitations.remove(member, me)],
  ['others do not', 'not_yours', () => invitations.remove(moderator, ben)],
  ['admins do', true, () => invitations.remove(admin, ben)]
])

rules('letters, whose links give a new password', [
  ['an admin reads none', ['not_owner', 'not_owner'], () => [letters.find(admin), letters.get(admin)]],
  ['an owner does', [true, true], () => [letters.find(owner), letters.get(owner)]],
  ['an admin takes none away', 'not_owner', () => letters.remove(admin)]
])

const noAccount = { bankAccount: null }
const settle = (actor: Actor, changes: object) => communities.patch(actor, me, {}, changes)

rules('the community', [
  ['admins name it', true, () => settle(admin, { name: 'Garden', hue: 0 })],
  ['moderators do not', 'not_admin', () => settle(moderator, { name: 'Mine' })],
  ['how people come in, the owner says', true, () => settle(owner, { signUp: 'open' })],
  ['and who invites', true, () => settle(owner, { invitedBy: 'members' })],
  ['admins do not say how', 'not_owner', () => settle(admin, { signUp: 'open' })],
  ['nor who', 'not_owner', () => settle(admin, { invitedBy: 'members' })],
  ['not even along with the name', 'not_owner', () => settle(admin, { name: 'Garden', invitedBy: 'staff' })],
  ['where money goes, the owner says', true, () => settle(owner, { bankAccount: { iban: 'x' } })],
  ['and that it goes nowhere', [true, 'not_owner'], () => [owner, admin].map((who) => settle(who, noAccount))],
  ['a treasurer does not', 'not_owner', () => settle(a('treasurer'), { bankAccount: { iban: 'x' } })],
  ['an admin does not, not even along with the name', 'not_owner', () => settle(admin, { name: 'x', ...noAccount })]
])
