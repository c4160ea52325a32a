import { describe, expect, test } from 'vitest'
import {
  anyone,
  holds,
  isAdmin,
  isOwner,
  isStaff,
  isTreasurer,
  moderates,
  SCOPES,
  signedIn,
  type Actor,
  type Need
} from '../../api/policy.ts'
import { a, byToken, at, member, rules } from './actors.ts'

describe('who is what in the community', () => {
  test.each([
    ['owner', { owner: true, admin: true, staff: true }],
    ['admin', { owner: false, admin: true, staff: true }],
    ['moderator', { owner: false, admin: false, staff: true }],
    // who keeps the books keeps no order
    ['treasurer', { owner: false, admin: false, staff: false }],
    ['member', { owner: false, admin: false, staff: false }]
  ] as const)('%s: %o', (role, { owner, admin, staff }) => {
    const actor = a(role)
    expect({ owner: isOwner(actor), admin: isAdmin(actor), staff: isStaff(actor) }).toEqual({ owner, admin, staff })
  })

  test.each(['owner', 'admin', 'moderator'] as const)('a token of an %s is that only if it may moderate', (role) => {
    const powers = (actor: ReturnType<typeof a>) => [isOwner(actor), isAdmin(actor), isStaff(actor)]
    expect(powers(byToken(a(role), 'read', 'write', 'donations'))).toEqual([false, false, false])
    expect(powers(byToken(a(role), 'moderate'))).toEqual(powers(a(role)))
  })
})

describe('what a credential reaches', () => {
  const needs: Need[] = [...SCOPES, 'session']

  test('who signed in by themselves: everything', () => {
    expect(needs.filter((need) => holds(member, need))).toEqual(needs)
  })

  test.each(SCOPES)('a token for %s: that, and nothing else', (scope) => {
    expect(needs.filter((need) => holds(byToken(member, scope), need))).toEqual([scope])
  })

  test('a token for everything: never what takes a sign-in', () => {
    expect(needs.filter((need) => holds(byToken(member, ...SCOPES), need))).toEqual([...SCOPES])
    // nor one that somebody has written that word into
    expect(holds(byToken(member, 'session' as never), 'session')).toBe(false)
  })

  test('a token for nothing: nothing', () => {
    expect(needs.filter((need) => holds(byToken(member), need))).toEqual([])
  })

  test('there are four things that a token can be for', () => {
    expect(SCOPES).toEqual(['read', 'write', 'moderate', 'donations'])
  })
})

describe('who keeps the books', () => {
  const keepers = (more: (actor: Actor) => Actor = (actor) => actor) =>
    (['owner', 'admin', 'moderator', 'treasurer', 'member'] as const).filter((role) => isTreasurer(more(a(role))))

  test('the owner and treasurers: not admins, who run the rest', () => {
    expect(keepers()).toEqual(['owner', 'treasurer'])
  })

  test('their tokens, if they are for gifts', () => {
    expect(keepers((actor) => byToken(actor, 'donations'))).toEqual(['owner', 'treasurer'])
  })

  test('not their tokens for anything else', () => {
    expect(keepers((actor) => byToken(actor, 'read', 'write', 'moderate'))).toEqual([])
  })
})

rules('keeping order in a room', [
  ['its moderators do', true, () => moderates(member, at('private', 'moderator'))],
  ['its owners do', true, () => moderates(member, at('private', 'owner'))],
  ['its members do not', false, () => moderates(member, at('private', 'member'))],
  [
    'the staff of the community do where they are members',
    true,
    () => moderates(a('moderator'), at('private', 'member'))
  ],
  ['the staff do not where they are not in', false, () => moderates(a('owner'), at('public'))],
  ['strangers do not', false, () => moderates(member, at('public'))],
  ['a treasurer is no staff', false, () => moderates(a('treasurer'), at('public', 'member'))],
  [
    "a moderator's token does not without that scope",
    false,
    () => moderates(byToken(member, 'read', 'write'), at('private', 'moderator'))
  ],
  [
    "a moderator's token does with that scope",
    true,
    () => moderates(byToken(member, 'moderate'), at('private', 'moderator'))
  ],
  [
    "an owner's token without that scope does not, not even in their own room",
    false,
    () => moderates(byToken(a('owner'), 'write'), at('private', 'owner'))
  ]
])

rules('the two rules that ask nothing', [
  ['who is signed in may', true, () => signedIn()],
  ['anyone may', true, () => anyone()],
  [
    'they are told apart: only one of them is asked about somebody without an account',
    false,
    () => Object.is(signedIn, anyone)
  ]
])
