import { v7 as uuidv7 } from 'uuid'
import type { Cast } from '../cast.ts'
import { newcomer } from '../people.ts'
import { signIn, unseen, unseenRecord, type Row } from './rows.ts'

const aMessage = async ({ author, room }: Cast) =>
  (await author.service('messages').create({ id: uuidv7(), roomId: room.id, text: 'said on stage' })).id

const aMembership = async ({ hearth, owner, room }: Cast, role: 'member' | 'owner' = 'member') => {
  const extra = await newcomer(hearth)
  return (await owner.service('memberships').create({ roomId: room.id, userId: extra, role })).id
}

/** An account without a socket: quicker than a person, for those who only have to be there. */

const membershipOf = async ({ author, room }: Cast) => {
  const { data } = await author.service('memberships').find({ query: { roomId: room.id, userId: author.id } })
  return data[0]?.id
}

const aPublicRoom = async ({ owner }: Cast) =>
  (await owner.service('rooms').create({ name: `Square ${uuidv7().slice(-8)}`, visibility: 'public' })).id

/** Rooms, who is in them, and what is said there. */
export const roomRows: Row[] = [
  { call: 'rooms.find', about: 'rooms', args: () => [{}], verdicts: { ...signIn, others: 'ok' } },
  {
    call: 'rooms.get',
    about: 'a private room',
    args: ({ room }) => [room.id],
    verdicts: { ...unseenRecord, others: 'ok' }
  },
  {
    call: 'rooms.get',
    about: 'a public room',
    args: async (cast) => [await aPublicRoom(cast)],
    verdicts: { ...signIn, others: 'ok' }
  },
  {
    call: 'rooms.create',
    about: 'a room',
    verified: true,
    args: () => [{ name: `Hall ${uuidv7().slice(-8)}`, visibility: 'private' }],
    verdicts: { ...signIn, others: 'ok' }
  },
  {
    call: 'rooms.create',
    about: 'a direct room with the author',
    verified: true,
    args: ({ author }) => [{ visibility: 'direct', userIds: [author.id] }],
    verdicts: { ...signIn, others: 'ok' }
  },
  {
    call: 'rooms.patch',
    about: 'a private room',
    verified: true,
    args: ({ room }) => [room.id, { topic: 'what we play' }],
    verdicts: { ...unseenRecord, owner: 'ok', moderator: 'ok', others: 'not_moderator' }
  },
  {
    call: 'rooms.patch',
    about: 'a public room',
    verified: true,
    args: async (cast) => [await aPublicRoom(cast), { topic: 'what we play' }],
    verdicts: { ...signIn, owner: 'ok', admin: 'ok', others: 'not_moderator' }
  },
  {
    call: 'rooms.remove',
    about: 'a public room',
    args: async (cast) => [await aPublicRoom(cast)],
    verdicts: { ...signIn, owner: 'ok', admin: 'ok', others: 'not_moderator' }
  },
  {
    call: 'memberships.find',
    about: 'who is in a private room',
    args: ({ room }) => [{ roomId: room.id }],
    verdicts: { ...signIn, others: 'ok' }
  },
  {
    call: 'memberships.get',
    about: "the author's membership",
    args: async (cast) => [await membershipOf(cast)],
    verdicts: { ...unseenRecord, others: 'ok' }
  },
  {
    call: 'memberships.create',
    about: 'adding somebody to a private room',
    args: async ({ hearth, room }) => [{ roomId: room.id, userId: await newcomer(hearth) }],
    verdicts: { ...unseen, owner: 'ok', moderator: 'ok', others: 'not_moderator' }
  },
  {
    call: 'memberships.create',
    about: 'adding an owner to a private room',
    args: async ({ hearth, room }) => [{ roomId: room.id, userId: await newcomer(hearth), role: 'owner' }],
    verdicts: { ...unseen, owner: 'ok', moderator: 'not_room_owner', others: 'not_moderator' }
  },
  {
    call: 'memberships.create',
    about: 'joining a public room',
    args: async (cast) => [{ roomId: await aPublicRoom(cast) }],
    verdicts: { ...signIn, others: 'ok' }
  },
  {
    call: 'memberships.create',
    about: 'joining a private room',
    args: ({ room }) => [{ roomId: room.id }],
    verdicts: { ...unseen, others: 'ok' }
  },
  {
    call: 'memberships.patch',
    about: 'how far the author has read',
    args: async (cast) => [await membershipOf(cast), { readSeq: 0 }],
    verdicts: { ...unseenRecord, author: 'ok', others: 'not_yours' }
  },
  {
    call: 'memberships.patch',
    about: "a member's role",
    args: async (cast) => [await aMembership(cast), { role: 'moderator' }],
    verdicts: { ...unseenRecord, owner: 'ok', others: 'not_room_owner' }
  },
  {
    call: 'memberships.remove',
    about: 'removing a member',
    args: async (cast) => [await aMembership(cast)],
    verdicts: { ...unseenRecord, owner: 'ok', moderator: 'ok', others: 'not_moderator' }
  },
  {
    call: 'memberships.remove',
    about: 'removing an owner',
    args: async (cast) => [await aMembership(cast, 'owner')],
    verdicts: { ...unseenRecord, owner: 'ok', others: 'not_room_owner' }
  },
  { call: 'messages.find', about: 'all that one may read', args: () => [{}], verdicts: { ...signIn, others: 'ok' } },
  {
    call: 'messages.get',
    about: 'a message in a private room',
    args: async (cast) => [await aMessage(cast)],
    verdicts: { ...unseenRecord, others: 'ok' }
  },
  {
    call: 'messages.create',
    about: 'speaking in a private room',
    verified: true,
    muted: true,
    args: ({ room }) => [{ id: uuidv7(), roomId: room.id, text: 'hear me' }],
    verdicts: { ...unseen, others: 'ok' }
  },
  {
    call: 'messages.create',
    about: 'speaking in a public room',
    verified: true,
    muted: true,
    args: async (cast) => [{ id: uuidv7(), roomId: await aPublicRoom(cast), text: 'hear me' }],
    verdicts: { ...signIn, owner: 'ok', others: 'not_member' }
  },
  {
    call: 'messages.patch',
    about: "the author's message",
    verified: true,
    muted: true,
    args: async (cast) => [await aMessage(cast), { text: 'said otherwise' }],
    verdicts: { ...unseenRecord, author: 'ok', others: 'not_author' }
  },
  {
    call: 'messages.remove',
    about: "the author's message",
    args: async (cast) => [await aMessage(cast)],
    verdicts: { ...unseenRecord, author: 'ok', owner: 'ok', moderator: 'ok', others: 'not_author' }
  },
  {
    call: 'presences.find',
    about: 'who is in a private room',
    args: ({ room }) => [{ roomId: room.id }],
    verdicts: { ...unseen, others: 'ok' }
  },
  {
    call: 'presences.create',
    about: 'being in a private room',
    args: ({ room }) => [{ roomId: room.id }],
    verdicts: { ...unseen, others: { rest: 'socket_only', socket: 'ok' } }
  },
  {
    call: 'presences.remove',
    about: 'going away',
    args: ({ room }) => [room.id],
    verdicts: { ...signIn, others: { rest: 'socket_only', socket: 'ok' } }
  },
  {
    call: 'typing.create',
    about: 'writing in a private room',
    args: ({ room }) => [{ roomId: room.id }],
    verdicts: { ...unseen, others: 'ok' }
  }
]
