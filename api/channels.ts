import type { Channel } from '@feathersjs/transport-commons'
import type { Application, Connection, FeathersSocket, HookContext } from './declarations.ts'
import type { Actor } from './policy.ts'
import type { Membership } from './services/memberships/memberships.schema.ts'
import { outward } from './services/memberships/outward.ts'
import type { Block } from './services/blocks/blocks.schema.ts'
import type { Campaign } from './services/campaigns/campaigns.schema.ts'
import type { Community } from './services/communities/communities.schema.ts'
import type { Dispute } from './services/disputes/disputes.schema.ts'
import type { Donation } from './services/donations/donations.schema.ts'
import type { Invitation } from './services/invitations/invitations.schema.ts'
import type { Message } from './services/messages/messages.schema.ts'
import type { Passkey } from './services/passkeys/passkeys.schema.ts'
import type { PaymentEvent } from './services/payment-events/payment-events.schema.ts'
import type { Presence } from './services/presences/presences.schema.ts'
import type { Profile } from './services/profiles/profiles.schema.ts'
import type { Receipt } from './services/receipts/receipts.schema.ts'
import type { Refund } from './services/refunds/refunds.schema.ts'
import type { Report } from './services/reports/reports.schema.ts'
import type { Room } from './services/rooms/rooms.schema.ts'
import type { Sanction } from './services/sanctions/sanctions.schema.ts'
import type { Session } from './services/sessions/sessions.schema.ts'
import type { Subscription } from './services/subscriptions/subscriptions.schema.ts'
import type { Typing } from './services/typing/typing.schema.ts'
import type { User } from './services/users/users.schema.ts'

/** The names of all channels. */
export const channelOf = {
  everyone: 'everyone',
  room: (id: string) => `rooms/${id}`,
  /** The windows that show a room. */
  here: (id: string) => `here/${id}`,
  user: (id: string) => `users/${id}`,
  session: (id: string) => `sessions/${id}`,
  role: (name: Actor['role']) => `roles/${name}`
}
const { everyone, here, role, room, session, user } = channelOf
/** Of a donor without an account: a channel that nobody is in. */
const NOBODY = 'nobody'

type Hears = (...names: string[]) => Channel
/** `changes` is what a patch was asked to change. */
type Audience<T> = (record: T, to: Hears, changes: Partial<T>) => Channel[]

/** Heard by nobody. */
const silent: Audience<never> = () => []

/** The record of each service that tells of its changes. */
interface Heard {
  acts: never
  authentication: never
  authenticators: never
  balances: never
  blocks: Block
  campaigns: Campaign
  challenges: never
  communities: Community
  confirmations: never
  diagnostics: never
  disputes: Dispute
  donations: Donation
  files: never
  gifts: never
  'guest-gifts': never
  'guest-visits': never
  invitations: Invitation
  ledger: never
  letters: never
  memberships: Membership
  messages: Message
  'offline-gifts': never
  passkeys: Passkey
  'payment-checks': never
  'payment-diagnostics': never
  'payment-events': PaymentEvent
  presences: Presence
  profiles: Profile
  receipts: Receipt
  refunds: Refund
  reports: Report
  resets: never
  rooms: Room
  sanctions: Sanction
  sessions: Session
  'sign-outs': never
  subscriptions: Subscription
  supporters: never
  typing: Typing
  users: User
  verifications: never
}

/** Who hears about a record. A service that is not listed here is never published, and the server does not start with it. */
const audience: { [Path in keyof Heard]: Audience<Heard[Path]> } = {
  acts: silent,
  authentication: silent,
  // their answers hold secrets
  authenticators: silent,
  balances: silent,
  // nobody learns who blocks them
  blocks: (record, to) => [to(user(record.userId))],
  // what is being written is told to those who write it
  campaigns: (campaign, to) => [
    campaign.status === 'draft' ? to(role('owner'), role('admin'), role('treasurer')) : to(everyone)
  ],
  challenges: silent,
  // where transfers go is told with an announced gift
  communities: (community, to) => [to(everyone).send({ ...community, bankAccount: null })],
  confirmations: silent,
  diagnostics: silent,
  disputes: (_dispute, to) => [to(role('owner'), role('treasurer'))],
  donations: (donation, to) => {
    const self = to(user(donation.userId ?? NOBODY)).send({ ...donation, review: null, donorEmail: null })
    // where to pay is for the donor alone
    const others = to(role('owner'), role('treasurer')).except(self)
    return [self, others.send({ ...donation, checkoutUrl: null, bankTransfer: null })]
  },
  files: silent,
  // what changes about a gift is told by its message and by its campaign
  gifts: silent,
  // a guest is no connection's person
  'guest-gifts': silent,
  'guest-visits': silent,
  invitations: (record, to) => [to(user(record.userId), role('owner'), role('admin'))],
  ledger: silent,
  letters: silent,
  memberships: (membership, to, changes) => {
    const self = to(user(membership.userId)).send(membership)
    // the room hears who is in it and as what; how far one has read, one hears alone
    const others = to(room(membership.roomId)).except(self).send(outward(membership))
    const ownAffair = 'readSeq' in changes || 'notify' in changes
    return ownAffair && !changes.role ? [self] : [self, others]
  },
  messages: (message, to) => [to(room(message.roomId))],
  'offline-gifts': silent,
  passkeys: (record, to) => [to(user(record.userId))],
  'payment-checks': silent,
  'payment-diagnostics': silent,
  'payment-events': (_event, to) => [to(role('owner'), role('treasurer'))],
  presences: (presence, to) => [to(room(presence.roomId)).volatile().local()],
  profiles: (_profile, to) => [to(everyone)],
  receipts: (receipt, to) => [to(user(receipt.userId ?? NOBODY), role('owner'), role('treasurer'))],
  // the donor hears of it by the donation
  refunds: (_refund, to) => [to(role('owner'), role('treasurer'))],
  reports: (record, to) => [to(role('owner'), role('admin'), role('moderator'))],
  resets: silent,
  rooms: (record, to) => [record.visibility === 'public' ? to(everyone) : to(room(record.id))],
  sanctions: (record, to) => [to(user(record.userId), role('owner'), role('admin'), role('moderator'))],
  // the token of a new session is for its maker's eyes only
  sessions: ({ accessToken: _accessToken, ...record }, to) => [to(user(record.userId)).send(record)],
  'sign-outs': silent,
  subscriptions: (promise, to) => [to(user(promise.userId), role('owner'), role('treasurer'))],
  // who reads them asks when the campaign tells of a change
  supporters: silent,
  typing: (typing, to) => [to(room(typing.roomId)).volatile()],
  users: (record, to) => [to(user(record.id), role('owner'), role('admin'))],
  verifications: silent
}

export const hasAudience = (path: string) => path in audience

export const channels = (app: Application) => {
  const to: Hears = (...names) => app.channel(names)

  app.publish(async (record: never, { path, params, method, data }: HookContext) => {
    if ((await params?.transaction?.committed) === false) return
    const hears = audience[path] as Audience<never> | undefined
    return hears?.(record, to, (method === 'patch' ? data : {}) as never)
  })

  app.service('memberships').hooks({
    after: {
      create: [
        ({ result, params }: HookContext) => {
          const { userId, roomId } = result as Membership
          params.transaction?.after?.(() => void to(room(roomId)).join(to(user(userId))))
        }
      ],
      remove: [
        ({ result, params }: HookContext) => {
          const { userId, roomId } = result as Membership
          const leave = () => void to(room(roomId), here(roomId)).leave(to(user(userId)))
          params.transaction?.after?.(leave, { inDoubt: true })
        }
      ]
    }
  })
  app.service('sessions').hooks({
    after: {
      remove: [
        ({ id, params }: HookContext) =>
          params.transaction?.after?.(() => endSession(app, String(id), 'revoked'), { inDoubt: true })
      ]
    }
  })
}

/** Cuts all sockets of a session, on every node. */
export const endSession = (app: Application, sessionId: string, reason: string) =>
  app.channel(session(sessionId)).cut('session ended', { reason })

/**
 * Joins a connection to what its user may hear. Memberships are read twice: what changed between the first reading and the
 * joining has told its sockets before this one was among them.
 */
export const joinChannels = async (app: Application, connection: Connection, actor: Actor) => {
  const to: Hears = (...names) => app.channel(names)
  const { userId, sessionId = '' } = actor
  to(everyone, user(userId), session(sessionId), role(actor.role)).join(connection)
  const mine = () => app.get('database').read('memberships').where({ userId }).pluck<string[]>('roomId')
  const before = await mine()
  to(...before.map(room)).join(connection)
  const after = new Set(await mine())
  const gone = before.filter((id) => !after.has(id))
  to(...gone.map(room)).leave(connection)
  to(...[...after].map(room)).join(connection)
}

/** Makes a connection hear nothing more. What it may hear next is decided when somebody signs in on it. */
export const leaveChannels = (socket: FeathersSocket) => {
  for (const name of socket.rooms) if (name !== socket.id) void socket.leave(name)
}
