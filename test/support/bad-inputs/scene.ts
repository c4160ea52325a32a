import { v7 as uuidv7 } from 'uuid'
import type { Message, Room } from '../../../api/client.ts'
import { aCast, type Cast } from '../cast.ts'
import type { TestHearth } from '../create-app.ts'
import { PASSWORD, request } from '../people.ts'
import { aCampaign, aGift, giveAccount } from '../policies/gift-things.ts'

/** The cast among all that can be done wrong: rooms that take no message, messages that are not one's own, what has ended. */
export interface Scene extends Cast {
  /** The member is in each of these, and may write in none. */
  archived: Room
  restricted: Room
  slow: Room
  /** A public room that the author was banned from, and the stranger is not in. */
  guarded: Room
  /** Another room of the member. */
  elsewhere: Room
  /** Messages of the member: in the room, deleted from it, in the other one. */
  mine: Message
  gone: Message
  distant: Message
  /** A message of the owner. */
  theirs: Message
  /** The ids of the owner's and the member's places in the room. */
  ownership: string
  membership: string
  /** Codes of invitations that admit nobody. */
  invitations: { used: string; late: string; revoked: string }
  /** A token of ours whose time is over. */
  expired: string
  gifts: Gifts
}

/** Ids of what is collected for, and of what the donor gave. */
export interface Gifts {
  /** In euro, and the address that it has. */
  campaign: string
  slug: string
  yen: string
  dinars: string
  /** That take nothing: closed, past their end, before their beginning, not told of yet. */
  ended: string
  over: string
  notYet: string
  draft: string
  /** 5.00, to come as a transfer; 10.00 in cash; 10.00 of which 5.00 went back, and all; 5.00 that is to be paid by card. */
  announced: string
  paid: string
  halfBack: string
  wentBack: string
  byCard: string
  /** By which the half went back. */
  refund: string
}

export const aScene = async (hearth: TestHearth): Promise<Scene> => {
  const cast = await aCast(hearth)
  const { founder, member, owner, author, room } = cast
  const say = (who: typeof member, roomId: string) => who.service('messages').create({ roomId, text: 'said' })
  const aRoom = async (
    visibility: 'public' | 'private',
    changes?: { posting?: 'moderators'; slowSeconds?: number }
  ) => {
    const made = await owner.service('rooms').create({ name: `Room ${uuidv7().slice(-8)}`, visibility })
    for (const { id: userId } of [member, author]) await join(made.id, userId)
    return changes ? owner.service('rooms').patch(made.id, changes) : made
  }
  const join = (roomId: string, userId: string) => owner.service('memberships').create({ roomId, userId })
  const rooms = {
    archived: await aRoom('private'),
    restricted: await aRoom('private', { posting: 'moderators' }),
    slow: await aRoom('private', { slowSeconds: 21_600 }),
    guarded: await aRoom('public'),
    elsewhere: await aRoom('private')
  }
  const mine = await say(member, room.id)
  const gone = await member.service('messages').remove((await say(member, room.id)).id)
  const [theirs, distant] = [await say(owner, room.id), await say(member, rooms.elsewhere.id)]
  await say(member, rooms.slow.id)
  await owner.service('rooms').remove(rooms.archived.id)
  const placeOf = async (userId: string) =>
    (await owner.service('memberships').find({ query: { roomId: room.id, userId } })).data[0]?.id ?? ''

  const { body: used } = await founder.rest('POST', '/api/invitations', {})
  const guest = { email: 'guest@example.org', password: PASSWORD, handle: 'guest', invitation: used.code }
  await expectMade(request(hearth.url, 'POST', '/api/users', { body: guest }))
  const [{ body: late }, { body: revoked }] = [
    await founder.rest('POST', '/api/invitations', {}),
    await founder.rest('POST', '/api/invitations', {})
  ]
  await founder.rest('DELETE', `/api/invitations/${revoked.id}`)
  const sanction = (by: typeof founder, data: object) => expectMade(by.rest('POST', '/api/sanctions', data))
  await sanction(founder, { kind: 'mute', userId: cast.muted.id, endsAt: Date.now() + 3_600_000 })
  await sanction(founder, { kind: 'suspension', userId: cast.suspended.id })
  await sanction(owner, { kind: 'ban', userId: author.id, roomId: rooms.guarded.id })
  await hearth.app.get('database').transaction(async (trx) => {
    await trx('invitations').where({ id: late.id }).update({ expiresAt: 1 })
    await trx('sessions').where({ userId: cast.revoked.id }).update({ revokedAt: Date.now() })
  })
  const session = {
    id: (await member.service('sessions').find({ query: { current: true } })).data[0]!.id,
    userId: member.id
  }
  return {
    ...{ ...cast, ...rooms, mine, gone, theirs, distant },
    ownership: await placeOf(owner.id),
    membership: await placeOf(member.id),
    invitations: { used: used.code, late: late.code, revoked: revoked.code },
    expired: await hearth.app.service('authentication').tokenOf(session, { expiresIn: -10 }),
    gifts: await someGifts(cast)
  }
}

const HOUR = 3_600_000
const someGifts = async (cast: Cast): Promise<Gifts> => {
  const { hearth, founder, treasurer, donor } = cast
  await founder.service('users').patch(treasurer.id, { role: 'treasurer' })
  await giveAccount(cast)
  const slug = 'taken'
  const campaign = await aCampaign(cast, { slug })
  const announced = await donor
    .service('donations')
    .create({ id: uuidv7(), campaignId: campaign, amount: 500, currency: 'EUR', provider: 'offline' })
  const [paid, halfBack, wentBack] = [await aGift(cast), await aGift(cast), await aGift(cast)]
  const back = (donationId: string, amount = 1_000) =>
    treasurer.service('refunds').create({ donationId, amount, reason: 'a mistake' })
  const refund = await back(halfBack, 500)
  await back(wentBack)
  const byCard = uuidv7()
  await hearth.app.get('database').transaction(async (trx) => {
    const row = await trx('donations').where({ id: announced.id }).first()
    await trx('donations').insert({ ...row, id: byCard, provider: 'stripe', reference: null })
  })
  return {
    ...{ campaign, slug, announced: announced.id, paid, halfBack, wentBack, byCard, refund: refund.id },
    yen: await aCampaign(cast, { currency: 'JPY', exponent: 0 }),
    dinars: await aCampaign(cast, { currency: 'KWD', exponent: 3 }),
    ended: await aCampaign(cast, { status: 'ended' }),
    over: await aCampaign(cast, { endsAt: Date.now() - HOUR }),
    notYet: await aCampaign(cast, { startsAt: Date.now() + HOUR }),
    draft: await aCampaign(cast, { status: 'draft' })
  }
}

/** A stage that was not built as it should would make rows pass for another reason. */
const expectMade = async (answer: Promise<{ status: number; body: unknown }>) => {
  const { status, body } = await answer
  if (status !== 201) throw new Error(`the scene could not be set: ${JSON.stringify(body)}`)
}
