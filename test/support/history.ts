import fc from 'fast-check'
import { v7 as uuidv7 } from 'uuid'
import type { Sanction } from '../../api/client.ts'
import type { TestHearth } from './create-app.ts'
import { aPerson, newcomer, signedIn, type Somebody } from './people.ts'

/** The first owns the community, the other does nothing; both are in no room. */
export const WITNESSES = ['founder', 'stranger'] as const
const CAST = ['ana', 'ben', 'cleo', 'dora', 'emil', 'finn'] as const
const ROOMS = ['park', 'den', 'attic', 'direct'] as const
export type Name = (typeof WITNESSES)[number] | (typeof CAST)[number]

/** The people and rooms of one history, and what has happened in it. */
export interface Play {
  nodes: TestHearth[]
  people: Record<Name, Somebody>
  rooms: Record<(typeof ROOMS)[number], string>
  said: string[]
  sanctions: string[]
  /** The membership of somebody in a room, if there is one. */
  membership: (userId: string, roomId: string) => Promise<string | undefined>
}

const OFTEN = [
  'say',
  'edit',
  'unsay',
  'join',
  'add',
  'leave',
  'remove',
  'ban',
  'suspend',
  'lift',
  'comeBack',
  'open'
] as const
const RARELY = ['promote', 'mute', 'role', 'topic', 'archive'] as const
export const ACTS = new Set([...OFTEN, ...RARELY])

/** Who does what, to whom, where; `way` chooses among the ways to do it. */
export const act = fc.record({
  by: fc.constantFrom(...CAST),
  what: fc.constantFrom('say', 'say', ...OFTEN, ...OFTEN, ...RARELY),
  whom: fc.constantFrom(...CAST),
  room: fc.constantFrom(...ROOMS),
  way: fc.nat({ max: 5 })
})
type Drawn = typeof act extends fc.Arbitrary<infer One> ? One : never
export type Act = Omit<Drawn, 'by'> & { by: Name }

/** A call over REST. None where there is nothing to do it to. */
export type Call = [method: 'POST' | 'PATCH' | 'DELETE', path: string, body?: object] | undefined
const one = <T>(all: readonly T[], way: number) => all[way % Math.max(all.length, 1)]
const AN_HOUR = 3600_000

/** The call that an act is. */
export const callOf = async ({ by, what, whom, room, way }: Act, play: Play): Promise<Call> => {
  const { people, rooms, said, sanctions } = play
  const roomId = rooms[room]
  const userId = people[whom].id
  const isIn = (who: Name) => play.membership(people[who].id, roomId)
  const about = (path: string, id: string | undefined, method: 'PATCH' | 'DELETE', body?: object): Call =>
    id ? [method, `/api/${path}/${id}`, body] : undefined
  const make = (path: string, body: object): Call => ['POST', `/api/${path}`, body]
  switch (what) {
    case 'say':
      return make('messages', { id: uuidv7(), roomId, text: 'psst' })
    case 'edit':
      return about('messages', one(said, way), 'PATCH', { text: `psst ${uuidv7()}` })
    case 'unsay':
      return about('messages', one(said, way), 'DELETE')
    // who is there already stays as they are, heard by nobody
    case 'join':
      return (await isIn(by)) ? undefined : make('memberships', { roomId })
    case 'add':
      return (await isIn(whom)) ? undefined : make('memberships', { roomId, userId })
    case 'leave':
      return about('memberships', await isIn(by), 'DELETE')
    case 'remove':
      return about('memberships', await isIn(whom), 'DELETE')
    case 'promote':
      return about('memberships', await isIn(whom), 'PATCH', { role: one(['owner', 'moderator', 'member'], way) })
    case 'ban':
      return make('sanctions', { kind: 'ban', userId, roomId, purge: way > 2 })
    case 'mute':
      return make('sanctions', { kind: 'mute', userId, ...(way > 1 && { roomId }), endsAt: Date.now() + AN_HOUR })
    case 'suspend': {
      const endsAt = way % 2 ? null : Date.now() + AN_HOUR * (1 + way)
      return make('sanctions', { kind: way > 3 ? 'ban' : 'suspension', userId, endsAt, purge: way === 5 })
    }
    case 'lift':
      return about('sanctions', one(sanctions, way), 'DELETE')
    case 'role':
      return about('users', userId, 'PATCH', { role: one(['admin', 'member', 'moderator'], way) })
    case 'open':
      return about('rooms', roomId, 'PATCH', { visibility: way > 2 ? 'public' : 'private' })
    case 'topic':
      return about('rooms', roomId, 'PATCH', { topic: uuidv7() })
    case 'archive':
      return about('rooms', roomId, 'DELETE')
    case 'comeBack':
      return undefined
  }
}

/** Somebody whose socket was cut tries to sign in on a new one. Answers whether they are in, which no suspension in force allows. */
export const comeBack = async ({ nodes, people }: Play, way: number) => {
  const cut = CAST.filter((name) => !people[name].line.connected)
  const who = one(cut, way)
  if (!who) return false
  const { id, email } = people[who]
  const back = await signedIn(nodeOf(nodes, who), email).catch(() => undefined)
  if (back) people[who] = back
  const { body } = await people.founder.rest('GET', `/api/sanctions?userId=${id}&$limit=100&$sort[createdAt]=-1`)
  const suspended = body.data.some((one: Sanction) => one.kind !== 'mute' && !one.roomId && one.liftedAt === null)
  if (suspended === Boolean(back))
    throw new Error(`${who} is ${suspended ? '' : 'not '}suspended, and ${back ? 'in' : 'out'}`)
  return Boolean(back)
}

const nodeOf = (nodes: TestHearth[], who: Name) => nodes[[...WITNESSES, ...CAST].indexOf(who) % nodes.length]!

/** Everybody signed up, every second one on the other node. */
export const aCompany = async (nodes: TestHearth[]) => {
  const people = {} as Play['people']
  // the first one founds the community
  for (const name of [...WITNESSES, ...CAST]) people[name] = await aPerson(nodeOf(nodes, name), name)
  return people
}

/** New rooms for the next history; what was done to people in the last one is undone. */
export const aPlay = async (nodes: TestHearth[], people: Play['people']): Promise<Play> => {
  const { founder, ana, ben, cleo, dora } = people
  const database = nodes[0]!.app.get('database')
  // who leads must have shown lately who they are
  await database.transaction((trx) => trx('sessions').update({ confirmedAt: Date.now() }))
  const must = async (who: Somebody, method: string, path: string, body?: object) => {
    const answer = await who.rest(method, path, body)
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(answer.body)}`)
    return String(answer.body.id)
  }
  const lasting = await founder.rest('GET', '/api/sanctions?$limit=100&$sort[createdAt]=-1')
  for (const { id, roomId, liftedAt } of lasting.body.data)
    if (!roomId && !liftedAt) await must(founder, 'DELETE', `/api/sanctions/${id}`)
  const play: Play = {
    ...{ nodes, people, rooms: {} as Play['rooms'], said: [], sanctions: [] },
    membership: async (userId, roomId) => (await database.read('memberships').where({ userId, roomId }).first('id'))?.id
  }
  const accounts = await founder.rest('GET', `/api/users?$limit=100&role[$in][]=admin&role[$in][]=moderator`)
  for (const { id } of accounts.body.data) await must(founder, 'PATCH', `/api/users/${id}`, { role: 'member' })
  for (const _ of CAST) await comeBack(play, 0)
  const room = (by: Name, name: string, visibility: string) =>
    must(people[by], 'POST', '/api/rooms', { name: `${name} ${uuidv7()}`, visibility })
  // with a third who is new: a conversation of the same people would be that of the last history
  const direct = { visibility: 'direct', userIds: [ben.id, await newcomer(nodes[0]!)] }
  play.rooms = {
    park: await room('ana', 'Park', 'public'),
    den: await room('ana', 'Den', 'private'),
    attic: await room('ben', 'Attic', 'private'),
    direct: await must(ana, 'POST', '/api/rooms', direct)
  }
  for (const one of [ben, cleo, dora]) await must(one, 'POST', '/api/memberships', { roomId: play.rooms.park })
  const into = { den: [ana, ben, cleo], attic: [ben, ana, people.emil] } as const
  for (const name of ['den', 'attic'] as const)
    for (const { id: userId } of into[name].slice(1))
      await must(into[name][0], 'POST', '/api/memberships', { roomId: play.rooms[name], userId })
  return play
}
