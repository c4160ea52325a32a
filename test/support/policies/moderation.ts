import { v7 as uuidv7 } from 'uuid'
import type { Cast } from '../cast.ts'
import { newcomer } from '../people.ts'
import { signIn, unseen, type Row } from './rows.ts'

const SOON = () => Date.now() + 3600_000
/** Straight into its table: quicker, and whoever is muted could not make it. */
const insert = async ({ hearth }: Cast, table: string, row: object) => {
  const id = uuidv7()
  await hearth.app.get('database').transaction((trx) => trx(table).insert({ id, createdAt: Date.now(), ...row }))
  return id
}
const aReport = async (cast: Cast) =>
  insert(cast, 'reports', {
    ...{ userId: cast.author.id, subjectId: cast.member.id, messageId: null, roomId: cast.room.id },
    ...{ reason: 'spam', text: '', context: '[]', status: 'open' }
  })
const aSanction = async (cast: Cast, more: object = {}) =>
  insert(cast, 'sanctions', {
    ...{ kind: 'mute', userId: await newcomer(cast.hearth), roomId: cast.room.id },
    ...{ byId: cast.moderator.id, reason: '', endsAt: SOON(), ...more }
  })
const everywhere = { roomId: null }
const aBlock = async (cast: Cast) =>
  insert(cast, 'blocks', { userId: cast.author.id, blockedId: await newcomer(cast.hearth) })
const anAct = (cast: Cast) => insert(cast, 'acts', { userId: cast.founder.id, action: 'test.act', details: '{}' })
const aMessage = async ({ author, room }: Cast) =>
  (await author.service('messages').create({ id: uuidv7(), roomId: room.id, text: 'said on stage' })).id

const own = { ...signIn, author: 'ok', others: 'not_found' } as const
const adminsOnly = { ...signIn, admin: 'ok', others: 'not_admin' } as const
/** Who keeps order in the room; in the whole community staff do. */
const keepers = { ...signIn, author: 'ok', owner: 'ok', moderator: 'ok', admin: 'ok', others: 'not_found' } as const

/** Keeping order. */
export const moderationRows: Row[] = [
  {
    call: 'reports.find',
    about: 'what one may see',
    needs: 'moderate',
    args: () => [{}],
    verdicts: { ...signIn, others: 'ok' }
  },
  {
    call: 'reports.get',
    about: "the author's report from a private room",
    needs: 'moderate',
    args: async (cast) => [await aReport(cast)],
    verdicts: keepers
  },
  {
    call: 'reports.create',
    about: 'a message in a private room',
    args: async (cast) => [{ messageId: await aMessage(cast), reason: 'spam' }],
    verdicts: { ...unseen, author: 'own_account', others: 'ok' }
  },
  {
    call: 'reports.create',
    about: 'a person',
    args: async ({ hearth }) => [{ userId: await newcomer(hearth), reason: 'abuse' }],
    verdicts: { ...signIn, others: 'ok' }
  },
  {
    call: 'reports.patch',
    about: "the author's report from a private room",
    needs: 'moderate',
    args: async (cast) => [await aReport(cast), { status: 'resolved' }],
    verdicts: { ...keepers, author: 'not_moderator' }
  },
  { call: 'sanctions.find', about: 'what one may see', args: () => [{}], verdicts: { ...signIn, others: 'ok' } },
  {
    call: 'sanctions.get',
    about: 'a mute in a private room',
    args: async (cast) => [await aSanction(cast)],
    verdicts: { ...signIn, owner: 'ok', moderator: 'ok', admin: 'ok', others: 'not_found' }
  },
  {
    call: 'sanctions.create',
    about: 'muting a member of a private room',
    needs: 'moderate',
    args: async ({ hearth, owner, room }) => {
      const userId = await newcomer(hearth)
      await owner.service('memberships').create({ roomId: room.id, userId })
      return [{ kind: 'mute', userId, roomId: room.id, endsAt: SOON() }]
    },
    verdicts: { ...unseen, owner: 'ok', moderator: 'ok', others: 'not_moderator' }
  },
  {
    call: 'sanctions.create',
    about: 'suspending somebody',
    needs: 'moderate',
    args: async ({ hearth }) => [{ kind: 'suspension', userId: await newcomer(hearth) }],
    verdicts: { ...signIn, admin: 'ok', others: 'not_moderator' }
  },
  {
    call: 'sanctions.create',
    about: 'banning somebody for good',
    needs: 'moderate',
    args: async ({ hearth }) => [{ kind: 'ban', userId: await newcomer(hearth) }],
    verdicts: adminsOnly
  },
  {
    call: 'sanctions.remove',
    about: 'lifting a mute in a private room',
    needs: 'moderate',
    args: async (cast) => [await aSanction(cast)],
    verdicts: { ...signIn, owner: 'ok', moderator: 'ok', admin: 'room_not_found', others: 'not_found' }
  },
  {
    call: 'sanctions.remove',
    about: 'lifting a mute everywhere',
    needs: 'moderate',
    args: async (cast) => [await aSanction(cast, everywhere)],
    verdicts: { ...signIn, admin: 'ok', others: 'not_found' }
  },
  { call: 'blocks.find', about: 'whom one has blocked', args: () => [{}], verdicts: { ...signIn, others: 'ok' } },
  { call: 'blocks.get', about: "the author's block", args: async (cast) => [await aBlock(cast)], verdicts: own },
  {
    call: 'blocks.create',
    about: 'somebody',
    args: async ({ hearth }) => [{ userId: await newcomer(hearth) }],
    verdicts: { ...signIn, others: 'ok' }
  },
  { call: 'blocks.remove', about: "the author's block", args: async (cast) => [await aBlock(cast)], verdicts: own },
  { call: 'acts.find', about: 'the log', needs: 'session', args: () => [{}], verdicts: adminsOnly },
  {
    call: 'acts.get',
    about: 'an act',
    needs: 'session',
    args: async (cast) => [await anAct(cast)],
    verdicts: adminsOnly
  }
]
