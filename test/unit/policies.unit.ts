import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { anyone, type Actor, type Policy } from '../../api/policy.ts'
import { actPolicy } from '../../api/services/acts/acts.policy.ts'
import { authenticatorPolicy } from '../../api/services/authenticators/authenticators.policy.ts'
import { balancePolicy } from '../../api/services/balances/balances.policy.ts'
import { blockPolicy } from '../../api/services/blocks/blocks.policy.ts'
import { campaignPolicy } from '../../api/services/campaigns/campaigns.policy.ts'
import { challengePolicy } from '../../api/services/challenges/challenges.policy.ts'
import { communityPolicy } from '../../api/services/communities/communities.policy.ts'
import { confirmationPolicy } from '../../api/services/confirmations/confirmations.policy.ts'
import { diagnosticPolicy } from '../../api/services/diagnostics/diagnostics.policy.ts'
import { disputePolicy } from '../../api/services/disputes/disputes.policy.ts'
import { donationPolicy } from '../../api/services/donations/donations.policy.ts'
import { filePolicy } from '../../api/services/files/files.policy.ts'
import { giftPolicy } from '../../api/services/gifts/gifts.policy.ts'
import { guestGiftPolicy } from '../../api/services/guest-gifts/guest-gifts.policy.ts'
import { guestVisitPolicy } from '../../api/services/guest-visits/guest-visits.policy.ts'
import { invitationPolicy } from '../../api/services/invitations/invitations.policy.ts'
import { ledgerPolicy } from '../../api/services/ledger/ledger.policy.ts'
import { letterPolicy } from '../../api/services/letters/letters.policy.ts'
import { membershipPolicy } from '../../api/services/memberships/memberships.policy.ts'
import { messagePolicy } from '../../api/services/messages/messages.policy.ts'
import { offlineGiftPolicy } from '../../api/services/offline-gifts/offline-gifts.policy.ts'
import { passkeyPolicy } from '../../api/services/passkeys/passkeys.policy.ts'
import { paymentCheckPolicy } from '../../api/services/payment-checks/payment-checks.policy.ts'
import { paymentDiagnosticPolicy } from '../../api/services/payment-diagnostics/payment-diagnostics.policy.ts'
import { paymentEventPolicy } from '../../api/services/payment-events/payment-events.policy.ts'
import { presencePolicy } from '../../api/services/presences/presences.policy.ts'
import { profilePolicy } from '../../api/services/profiles/profiles.policy.ts'
import { receiptPolicy } from '../../api/services/receipts/receipts.policy.ts'
import { refundPolicy } from '../../api/services/refunds/refunds.policy.ts'
import { reportPolicy } from '../../api/services/reports/reports.policy.ts'
import { resetPolicy } from '../../api/services/resets/resets.policy.ts'
import { roomPolicy } from '../../api/services/rooms/rooms.policy.ts'
import { sanctionPolicy } from '../../api/services/sanctions/sanctions.policy.ts'
import { sessionPolicy } from '../../api/services/sessions/sessions.policy.ts'
import { signOutPolicy } from '../../api/services/sign-outs/sign-outs.policy.ts'
import { subscriptionPolicy } from '../../api/services/subscriptions/subscriptions.policy.ts'
import { supporterPolicy } from '../../api/services/supporters/supporters.policy.ts'
import { typingPolicy } from '../../api/services/typing/typing.policy.ts'
import { userPolicy } from '../../api/services/users/users.policy.ts'
import { verificationPolicy } from '../../api/services/verifications/verifications.policy.ts'
import { a, at } from './actors.ts'

/** What everybody finds, `ok` being the scope's to narrow, `-` that there is no such call. */
const METHODS = ['find', 'get', 'create', 'patch', 'remove'] as const
const policies: Record<string, [policy: object, member: string, owner: string]> = {
  // of somebody who is nobody special, and of the owner of the community; about somebody else, in a public room not their own
  acts: [actPolicy, 'not_admin not_admin - - -', 'ok ok - - -'],
  authenticators: [authenticatorPolicy, 'ok ok ok ok ok', 'ok ok ok ok ok'],
  balances: [balancePolicy, 'ok - - - -', 'ok - - - -'],
  blocks: [blockPolicy, 'ok ok ok - ok', 'ok ok ok - ok'],
  campaigns: [campaignPolicy, 'ok ok not_treasurer not_treasurer -', 'ok ok ok ok -'],
  challenges: [challengePolicy, '- - ok - -', '- - ok - -'],
  communities: [communityPolicy, 'ok ok - not_admin -', 'ok ok - ok -'],
  confirmations: [confirmationPolicy, '- - ok - -', '- - ok - -'],
  diagnostics: [diagnosticPolicy, 'not_admin - - - -', 'ok - - - -'],
  disputes: [disputePolicy, 'not_treasurer not_treasurer - - -', 'ok ok - - -'],
  donations: [donationPolicy, 'ok ok ok not_yours -', 'ok ok ok ok -'],
  files: [filePolicy, 'ok ok - - ok', 'ok ok - - ok'],
  gifts: [giftPolicy, 'ok - - - -', 'ok - - - -'],
  'guest-gifts': [guestGiftPolicy, '- - ok - -', '- - ok - -'],
  'guest-visits': [guestVisitPolicy, '- - ok - -', '- - ok - -'],
  invitations: [invitationPolicy, 'ok ok ok - not_yours', 'ok ok ok - ok'],
  ledger: [ledgerPolicy, 'ok ok - - -', 'ok ok - - -'],
  letters: [letterPolicy, 'not_owner not_owner - - not_owner', 'ok ok - - ok'],
  memberships: [membershipPolicy, 'ok ok not_moderator ok not_room_owner', 'ok ok not_moderator ok not_room_owner'],
  messages: [messagePolicy, 'ok ok not_member not_author not_author', 'ok ok not_member not_author not_author'],
  'offline-gifts': [offlineGiftPolicy, '- - not_treasurer - -', '- - ok - -'],
  passkeys: [passkeyPolicy, 'ok ok ok ok ok', 'ok ok ok ok ok'],
  'payment-checks': [paymentCheckPolicy, '- - ok - -', '- - ok - -'],
  'payment-diagnostics': [paymentDiagnosticPolicy, 'not_treasurer - - - -', 'ok - - - -'],
  'payment-events': [paymentEventPolicy, 'not_treasurer not_treasurer - not_treasurer -', 'ok ok - ok -'],
  presences: [presencePolicy, 'not_member - not_member - ok', 'not_member - not_member - ok'],
  profiles: [profilePolicy, 'ok ok - not_yours -', 'ok ok - not_yours -'],
  receipts: [receiptPolicy, 'ok ok - - -', 'ok ok - - -'],
  // whose gift goes back, the service looks up
  refunds: [refundPolicy, 'ok ok ok - -', 'ok ok ok - -'],
  // whose report a room moderator sees, the scope says
  reports: [reportPolicy, 'ok ok ok ok -', 'ok ok ok ok -'],
  resets: [resetPolicy, '- - ok - -', '- - ok - -'],
  rooms: [roomPolicy, 'ok ok ok not_moderator not_moderator', 'ok ok ok ok ok'],
  sanctions: [sanctionPolicy, 'ok ok not_moderator - not_moderator', 'ok ok ok - ok'],
  sessions: [sessionPolicy, 'ok ok ok ok ok', 'ok ok ok ok ok'],
  'sign-outs': [signOutPolicy, '- - ok - -', '- - ok - -'],
  subscriptions: [subscriptionPolicy, 'ok ok - not_yours -', 'ok ok - not_yours -'],
  supporters: [supporterPolicy, 'ok - - - -', 'ok - - - -'],
  typing: [typingPolicy, '- - not_member - -', '- - not_member - -'],
  users: [userPolicy, 'ok ok ok ok not_yours', 'ok ok ok ok not_yours'],
  verifications: [verificationPolicy, '- - ok - -', '- - ok - -']
}

test('every policy that there is stands here', () => {
  const services = new URL('../../api/services/', import.meta.url)
  const files = readdirSync(services, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.policy.ts')
  )
  expect(files.sort()).toEqual(Object.keys(policies).map((noun) => `${noun}/${noun}.policy.ts`))
})

const OPEN = [
  ...['balances.find', 'campaigns.find', 'campaigns.get', 'challenges.create', 'communities.find', 'communities.get'],
  ...[
    'gifts.find',
    'guest-gifts.create',
    'guest-visits.create',
    'invitations.find',
    'resets.create',
    'supporters.find'
  ],
  ...['users.create', 'verifications.create']
]
test('without an account one signs in, signs up, reads the name over the door and what is given: nothing else', () => {
  const open = Object.entries(policies).flatMap(([path, [policy]]) =>
    Object.entries(policy).flatMap(([method, rule]) => (rule === anyone ? [`${path}.${method}`] : []))
  )
  expect(open).toEqual(OPEN)
})

describe.each(Object.entries(policies))('%s', (_path, [policy, forMember, forOwner]) => {
  const verdicts = (actor: Actor) => {
    const record = { id: 'r', userId: 'ben', role: 'owner', visibility: 'public', kind: 'mute', admittedAt: 1 }
    return METHODS.map((method) => {
      const rule = (policy as Policy<object>)[method]
      const verdict = rule ? rule(actor, record, at('public'), {}) : '-'
      return verdict === true ? 'ok' : verdict
    }).join(' ')
  }

  test('what a member may do about somebody else', () => {
    expect(verdicts(a('member'))).toBe(forMember)
  })

  test('what the owner of the community may do about somebody else', () => {
    expect(verdicts(a('owner'))).toBe(forOwner)
  })

  test('has no rule for a method that nobody knows', () => {
    expect(Object.keys(policy).filter((method) => !METHODS.includes(method as never))).toEqual([])
  })
})
