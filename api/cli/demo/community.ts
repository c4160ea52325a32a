import { Calendar } from './clock.ts'
import { people } from './people.ts'
import { Dice } from './random.ts'
import { rooms } from './rooms.ts'
import { Schedule, type Said } from './schedule.ts'
import { chatter } from './smalltalk/chatter.ts'
import { committee } from './talks/committee.ts'
import { otherDirects } from './talks/directs-others.ts'
import { ownerDirects } from './talks/directs-owner.ts'
import { harvestFest } from './talks/fest.ts'
import { gardenBefore } from './talks/garden-1.ts'
import { garden } from './talks/garden-2.ts'
import { kitchen } from './talks/kitchen.ts'
import { offTopic } from './talks/off-topic.ts'
import { toolLibrary } from './talks/tools.ts'
import type { Demo, DemoDirect, DemoMember, DemoMessage, DemoPerson, DemoRoom } from './types.ts'

const MESSAGES = 2030
const MINUTE = 60_000

const talksOf: Record<string, Parameters<Schedule['holdAll']>[1]> = {
  garden: [...gardenBefore, ...garden],
  'tool-library': toolLibrary,
  'harvest-fest': harvestFest,
  kitchen,
  'off-topic': offTopic,
  committee
}

const directTalks = [...ownerDirects, ...otherDirects]

/**
 * Riverside Garden: twelve people and sixty days of their life, ending shortly before `now` (ms since 1970).
 * The same `now` and `seed` give the same community.
 */
export const demoCommunity = (now: number, seed = 1): Demo => {
  const calendar = new Calendar(now)
  const dice = new Dice(seed)
  const schedule = new Schedule(dice, calendar)

  for (const { slug } of rooms) schedule.holdAll(slug, talksOf[slug] ?? [])
  directTalks.forEach(({ talks }, index) => schedule.holdAll(index, talks))

  const folk = peopleAt(calendar)
  const named = roomsAt(calendar, folk, dice)
  const direct = directsOf(schedule.said, folk)
  chatter(schedule, dice, calendar, {
    enough: MESSAGES,
    place(room) {
      const index = directTalks.findIndex(({ members }) => members.join(' ') === room)
      const members = (index < 0 ? named.find(({ slug }) => slug === room) : direct[index])?.members ?? []
      return {
        room: index < 0 ? room : index,
        since: (handle) => members.find((each) => each.handle === handle)?.joinedAt
      }
    }
  })

  return {
    community: { name: 'Riverside Garden', purpose: 'Twelve plots, one tool shed, soup when it freezes', hue: 5 },
    people: folk,
    rooms: named,
    directs: direct,
    messages: inOrder(schedule.said)
  }
}

const peopleAt = (calendar: Calendar): DemoPerson[] =>
  people.map(({ called: _called, joined, awake: _awake, ...person }, index) => ({
    ...person,
    email: `${person.handle}@example.org`,
    joinedAt: calendar.read(joined) + index * 23_417
  }))

const roomsAt = (calendar: Calendar, folk: DemoPerson[], dice: Dice): DemoRoom[] =>
  rooms.map(({ members, created, ownerUnread, ...room }) => {
    const createdAt = calendar.read(created)
    const join = (name: string): DemoMember => {
      const handle = name.replace('!', '')
      const role = name.startsWith('!') ? 'moderator' : 'member'
      const joinedAt = Math.max(createdAt + dice.between(5, 100) * 1000, joinTime(handle, folk) + MINUTE / 2)
      const away = dice.chance(0.3) ? dice.between(1, 14) : 0
      return { handle, role, joinedAt, unread: role === 'moderator' ? 0 : away }
    }
    const founder: DemoMember = { handle: room.createdBy, role: 'owner', joinedAt: createdAt, unread: 0 }
    const all = [founder, ...members.split(' ').map(join)]
    const owner = folk.find(({ role }) => role === 'owner')?.handle
    for (const member of all) if (member.handle === owner) member.unread = ownerUnread
    return { ...room, name: room.slug, createdAt, members: all }
  })

const directsOf = (said: Said[], folk: DemoPerson[]): DemoDirect[] =>
  directTalks.map(({ members, ownerUnread = 0 }, index) => {
    const first = Math.min(...said.filter(({ room }) => room === index).map(({ at }) => at))
    const createdAt = Math.max(first - MINUTE, ...members.map((handle) => joinTime(handle, folk)))
    const join = (handle: string, place: number): DemoMember => ({
      handle,
      role: 'member',
      joinedAt: createdAt,
      unread: place === 0 ? ownerUnread : 0
    })
    return { createdAt, members: members.map(join) }
  })

const joinTime = (handle: string, folk: DemoPerson[]) =>
  folk.find((person) => person.handle === handle)?.joinedAt ?? Infinity

/** All messages by time, with the answers' parents as places in the list. */
const inOrder = (said: Said[]): DemoMessage[] => {
  const sorted = [...said].sort((a, b) => a.at - b.at)
  const places = new Map(sorted.map((message, place) => [message, place]))
  return sorted.map(({ replyTo, ...message }) => {
    const parent = replyTo && places.get(replyTo)
    return parent === undefined ? message : { ...message, replyTo: parent }
  })
}
