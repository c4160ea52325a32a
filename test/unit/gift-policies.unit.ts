import type { Actor } from '../../api/policy.ts'
import { campaignPolicy as campaigns } from '../../api/services/campaigns/campaigns.policy.ts'
import { disputePolicy as disputes } from '../../api/services/disputes/disputes.policy.ts'
import { donationPolicy as donations } from '../../api/services/donations/donations.policy.ts'
import { offlineGiftPolicy as offlineGifts } from '../../api/services/offline-gifts/offline-gifts.policy.ts'
import { paymentDiagnosticPolicy as paymentDiagnostics } from '../../api/services/payment-diagnostics/payment-diagnostics.policy.ts'
import { paymentEventPolicy as paymentEvents } from '../../api/services/payment-events/payment-events.policy.ts'
import { refundPolicy as refunds } from '../../api/services/refunds/refunds.policy.ts'
import { subscriptionPolicy as subscriptions } from '../../api/services/subscriptions/subscriptions.policy.ts'
import type { SubscriptionPatch } from '../../api/services/subscriptions/subscriptions.schema.ts'
import { a, byToken, member, rules } from './actors.ts'

const [owner, admin, treasurer] = [a('owner'), a('admin'), a('treasurer')]
const mine = { userId: 'ana' } as never
const his = { userId: 'ben' } as never
const nobodys = { userId: null } as never

const keep = (actor: Actor) => [campaigns.create(actor), campaigns.patch(actor)]
const twice = <T>(verdict: T) => [verdict, verdict]

rules('what is collected for', [
  ['owners, admins and treasurers say', [true, true, true].map(twice), () => [owner, admin, treasurer].map(keep)],
  ['moderators do not', twice('not_treasurer'), () => keep(a('moderator'))],
  ['members do not', twice('not_treasurer'), () => keep(member)],
  ["a treasurer's token for gifts does", twice(true), () => keep(byToken(treasurer, 'donations'))],
  ["an admin's token for gifts alone does not", twice('not_treasurer'), () => keep(byToken(admin, 'donations'))],
  ["an admin's token that may moderate does", twice(true), () => keep(byToken(admin, 'moderate'))],
  ["an owner's token for anything else does not", twice('not_treasurer'), () => keep(byToken(owner, 'read', 'write'))]
])

rules('how much others see of a gift', [
  ['its donor says', true, () => donations.patch(member, mine)],
  ['also by a token', true, () => donations.patch(byToken(member, 'donations'), mine)],
  ['treasurers do', [true, true], () => [treasurer, owner].map((actor) => donations.patch(actor, his))],
  ['also of a donor without an account', true, () => donations.patch(treasurer, nobodys)],
  ['nobody else does', twice('not_yours'), () => [member, admin].map((actor) => donations.patch(actor, his))],
  ['nor of a donor without an account', 'not_yours', () => donations.patch(member, nobodys)],
  [
    "a treasurer's token that is not for gifts does not",
    'not_yours',
    () => donations.patch(byToken(treasurer, 'write'), his)
  ]
])

const back = (actor: Actor, amount?: number) => refunds.create(actor, amount === undefined ? {} : { amount })

rules('what goes back', [
  ['treasurers say how much', [true, true], () => [treasurer, owner].map((actor) => back(actor, 100))],
  ['or all', true, () => back(treasurer)],
  ['others may ask for all: whether it was offered to them, the service looks up', true, () => back(member)],
  ['but for no part', twice('not_treasurer'), () => [member, admin].map((actor) => back(actor, 100))],
  ['not even for nothing', 'not_treasurer', () => back(member, 0)],
  [
    "a treasurer's token that is not for gifts gives no part",
    'not_treasurer',
    () => back(byToken(treasurer, 'write'), 1)
  ]
])

const change = (actor: Actor, promise: never, patch: SubscriptionPatch) =>
  subscriptions.patch(actor, promise, {}, patch)
const CHANGES: SubscriptionPatch[] = [
  { amount: 500 },
  { status: 'paused' },
  { status: 'active' },
  { status: 'canceled' },
  { visibility: 'public' }
]

rules('a monthly gift', [
  ['whoever gives it changes it', CHANGES.map(() => true), () => CHANGES.map((patch) => change(member, mine, patch))],
  [
    'treasurers end it, and nothing else',
    ['not_yours', 'not_yours', 'not_yours', true, 'not_yours'],
    () => CHANGES.map((patch) => change(treasurer, his, patch))
  ],
  [
    'nobody else does anything about it',
    CHANGES.map(() => 'not_yours'),
    () => CHANGES.map((patch) => change(admin, his, patch))
  ],
  [
    "a treasurer's token that is not for gifts ends none",
    'not_yours',
    () => change(byToken(treasurer, 'write'), his, { status: 'canceled' })
  ]
])

/** All that is for those who keep the books alone. */
const books = (actor: Actor) => [
  ...[disputes.find(actor), disputes.get(actor), offlineGifts.create(actor), paymentDiagnostics.find(actor)],
  ...[paymentEvents.find(actor), paymentEvents.get(actor), paymentEvents.patch(actor)]
]
const all = (verdict: true | string) => Array.from({ length: 7 }, () => verdict)

rules('cash, disputes, and how payments are doing', [
  ['treasurers see to it', all(true), () => books(treasurer)],
  ['owners do', all(true), () => books(owner)],
  ['admins do not', all('not_treasurer'), () => books(admin)],
  ['members do not', all('not_treasurer'), () => books(member)],
  ["a treasurer's token for gifts does", all(true), () => books(byToken(treasurer, 'donations'))],
  ["a treasurer's token for anything else does not", all('not_treasurer'), () => books(byToken(treasurer, 'read'))]
])
