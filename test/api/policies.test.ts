import { getServiceOptions } from '@feathersjs/feathers/lib/service.js'
import { v7 as uuidv7 } from 'uuid'
import { beforeAll, describe, expect, test } from 'vitest'
import { overRest, overSocket } from '../support/call.ts'
import { aCast, type Cast } from '../support/cast.ts'
import { aHearth } from '../support/create-app.ts'
import { aLine, PASSWORD, signedIn } from '../support/people.ts'

/** Every kind of caller. `author` is the one whose record it is about. */
const callers = ['anonymous', 'revoked', 'stranger', 'member', 'moderator', 'owner', 'author', 'admin'] as const
type Caller = (typeof callers)[number]
type Verdict = string | { rest: string; socket: string }

interface Row {
  call: `${string}.${string}`
  about: string
  /** Makes what the call is about, anew for each cell, and answers the arguments of the call. */
  args: (cast: Cast) => Promise<unknown[]> | unknown[]
  /** `ok` or the reason of the refusal, for each caller; `others` for all that are not named. */
  verdicts: Partial<Record<Caller, Verdict>> & { others: Verdict }
}

/** Who is not signed in is told so by everything that needs an account. */
const signIn = { anonymous: 'not_signed_in', revoked: 'session_ended' } as const
/** A private room exists for its members only, also for admins. */
const unseen = { ...signIn, stranger: 'room_not_found', admin: 'room_not_found' } as const
const unseenRecord = { ...signIn, stranger: 'not_found', admin: 'not_found' } as const

const aMessage = async ({ author, room }: Cast) =>
  (await author.service('messages').create({ id: uuidv7(), roomId: room.id, text: 'said on stage' })).id
const aMembership = async ({ hearth, owner, room }: Cast, role: 'member' | 'owner' = 'member') => {
  const extra = await newcomer(hearth)
  return (await owner.service('memberships').create({ roomId: room.id, userId: extra, role })).id
}
/** An account without a socket: quicker than a person, for those who only have to be there. */
const newcomer = async (hearth: Cast['hearth']) => {
  const name = `extra-${uuidv7().slice(-8)}`
  const data = { email: `${name}@example.org`, password: PASSWORD, handle: name }
  return (await hearth.app.service('users').create(data as never)).id
}
const membershipOf = async ({ author, room }: Cast) => {
  const { data } = await author.service('memberships').find({ query: { roomId: room.id, userId: author.id } })
  return data[0]?.id
}
const aPublicRoom = async ({ owner }: Cast) =>
  (await owner.service('rooms').create({ name: `Square ${uuidv7().slice(-8)}`, visibility: 'public' })).id
const aSession = async ({ hearth, author }: Cast) => {
  const other = await signedIn(hearth, author.email)
  const { data } = await other.service('sessions').find({ query: { current: true } })
  other.close()
  return data[0]?.id
}
const aPicture = async ({ hearth, author }: Cast) => {
  const row = { id: uuidv7(), userId: author.id, type: 'image/webp', size: 1, width: 1, height: 1, createdAt: 1 }
  return (await hearth.app.service('files').create(row as never)).id
}

const rows: Row[] = [
  {
    call: 'communities.find',
    about: 'the door',
    args: () => [{}],
    verdicts: { revoked: 'session_ended', others: 'ok' }
  },
  {
    call: 'communities.get',
    about: 'the door',
    args: async ({ founder }) => [(await founder.service('communities').find()).data[0]?.id],
    verdicts: { revoked: 'session_ended', others: 'ok' }
  },
  {
    call: 'communities.patch',
    about: 'the name over the door',
    args: async ({ founder }) => [(await founder.service('communities').find()).data[0]?.id, { name: 'Stage' }],
    verdicts: { ...signIn, admin: 'ok', others: 'not_admin' }
  },
  { call: 'users.find', about: 'accounts', args: () => [{}], verdicts: { ...signIn, others: 'ok' } },
  {
    call: 'users.get',
    about: "the author's account",
    args: ({ author }) => [author.id],
    verdicts: { ...signIn, author: 'ok', admin: 'ok', others: 'not_found' }
  },
  {
    call: 'users.create',
    about: 'an account',
    args: () => {
      const name = `new-${uuidv7().slice(-8)}`
      return [{ email: `${name}@example.org`, password: PASSWORD, handle: name }]
    },
    verdicts: { revoked: 'session_ended', others: 'ok' }
  },
  {
    call: 'users.patch',
    about: "the author's sign-in",
    args: ({ author }) => [author.id, { email: author.email, currentPassword: PASSWORD }],
    verdicts: { ...signIn, author: 'ok', admin: 'not_yours', others: 'not_found' }
  },
  { call: 'profiles.find', about: 'faces', args: () => [{}], verdicts: { ...signIn, others: 'ok' } },
  {
    call: 'profiles.get',
    about: "the author's face",
    args: ({ author }) => [author.id],
    verdicts: { ...signIn, others: 'ok' }
  },
  {
    call: 'profiles.patch',
    about: "the author's face",
    args: ({ author }) => [author.id, { bio: 'acts' }],
    verdicts: { ...signIn, author: 'ok', others: 'not_yours' }
  },
  { call: 'sessions.find', about: 'own devices', args: () => [{}], verdicts: { ...signIn, others: 'ok' } },
  {
    call: 'sessions.get',
    about: "the author's device",
    args: async (cast) => [await aSession(cast)],
    verdicts: { ...signIn, author: 'ok', others: 'not_found' }
  },
  {
    call: 'sessions.patch',
    about: "the author's device",
    args: async (cast) => [await aSession(cast), { name: 'Phone' }],
    verdicts: { ...signIn, author: 'ok', others: 'not_found' }
  },
  {
    call: 'sessions.remove',
    about: "the author's device",
    args: async (cast) => [await aSession(cast)],
    verdicts: { ...signIn, author: 'ok', others: 'not_found' }
  },
  {
    call: 'authentication.create',
    about: 'signing in with a wrong password',
    args: ({ author }) => [{ strategy: 'local', email: author.email, password: 'not this one' }],
    verdicts: { others: 'invalid_login' }
  },
  { call: 'files.find', about: 'own uploads', args: () => [{}], verdicts: { ...signIn, others: 'ok' } },
  {
    call: 'files.get',
    about: "the author's upload",
    args: async (cast) => [await aPicture(cast)],
    verdicts: { ...signIn, author: 'ok', others: 'not_found' }
  },
  {
    call: 'files.remove',
    about: "the author's upload",
    args: async (cast) => [await aPicture(cast)],
    verdicts: { ...signIn, author: 'ok', others: 'not_found' }
  },
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
    args: () => [{ name: `Hall ${uuidv7().slice(-8)}`, visibility: 'private' }],
    verdicts: { ...signIn, others: 'ok' }
  },
  {
    call: 'rooms.create',
    about: 'a direct room with the author',
    args: ({ author }) => [{ visibility: 'direct', userIds: [author.id] }],
    verdicts: { ...signIn, others: 'ok' }
  },
  {
    call: 'rooms.patch',
    about: 'a private room',
    args: ({ room }) => [room.id, { topic: 'what we play' }],
    verdicts: { ...unseenRecord, owner: 'ok', moderator: 'ok', others: 'not_moderator' }
  },
  {
    call: 'rooms.patch',
    about: 'a public room',
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
    args: ({ room }) => [{ id: uuidv7(), roomId: room.id, text: 'hear me' }],
    verdicts: { ...unseen, others: 'ok' }
  },
  {
    call: 'messages.create',
    about: 'speaking in a public room',
    args: async (cast) => [{ id: uuidv7(), roomId: await aPublicRoom(cast), text: 'hear me' }],
    verdicts: { ...signIn, owner: 'ok', others: 'not_member' }
  },
  {
    call: 'messages.patch',
    about: "the author's message",
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
  },
  // last: it ends the sessions of those who may
  {
    call: 'authentication.remove',
    about: 'logging out, first over the socket, so that the token of REST has ended by then',
    args: () => [null],
    verdicts: { anonymous: 'not_signed_in', others: 'ok' }
  }
]

let cast: Cast
let nobody: ReturnType<typeof aLine>
beforeAll(async () => {
  cast = await aCast(await aHearth())
  nobody = aLine(cast.hearth.url)
})

test('every method of every service that runs has a row here', () => {
  const { app } = cast.hearth
  const methods = Object.keys(app.services).flatMap((path) =>
    (getServiceOptions(app.service(path as never)).methods ?? []).map((method) => `${path}.${method}`)
  )
  expect(new Set(rows.map(({ call }) => call))).toEqual(new Set(methods))
})

describe.each(rows)('$call: $about', ({ call, args, verdicts }) => {
  const [path = '', method = ''] = call.split('.')
  const cells = callers.flatMap((caller) => (['socket', 'rest'] as const).map((transport) => ({ caller, transport })))

  test.each(cells)('$caller over $transport', async ({ caller, transport }) => {
    const verdict = verdicts[caller] ?? verdicts.others
    const expected = typeof verdict === 'string' ? verdict : verdict[transport]
    const input = await args(cast)
    const somebody = caller === 'anonymous' ? undefined : cast[caller]
    const outcome =
      transport === 'rest'
        ? await overRest(cast.hearth.url, somebody?.token, path, method, input)
        : await overSocket(somebody?.line ?? nobody, path, method, input)
    expect(outcome.verdict).toBe(expected)
  })
})
