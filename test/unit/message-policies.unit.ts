import { expect, test, vi } from 'vitest'
import type { Actor, Place } from '../../api/policy.ts'
import { messagePolicy as messages } from '../../api/services/messages/messages.policy.ts'
import { presencePolicy as presences } from '../../api/services/presences/presences.policy.ts'
import { typingPolicy as typing } from '../../api/services/typing/typing.policy.ts'
import { a, at, byToken, member, rules } from './actors.ts'

const own = { userId: 'ana', kind: 'text' } as never
const his = { userId: 'ben', kind: 'text' } as never

const write = (place: Place, actor: Actor = member) => messages.create(actor, own, place)
const edit = (record: never, place: Place, actor: Actor = member) => messages.patch(actor, record, place)
const takeBack = (record: never, place: Place, actor: Actor = member) => messages.remove(actor, record, place)
/** Writing anew and changing what one wrote: under the same rules. */
const speak = (place: Place, actor: Actor = member) => [write(place, actor), edit(own, place, actor)]
const both = (verdict: true | string) => [verdict, verdict]

const archived = { room: { archivedAt: 1 } }
const restricted = { room: { posting: 'moderators' as const } }
const open = { room: { posting: 'members' as const } }
const mutedHere = (ms: number) => ({ membership: { mutedUntil: Date.now() + ms } })
const muted = (ms: number) => a('member', { mutedUntil: Date.now() + ms })

rules('writing in a room', [
  ['its members do', both(true), () => speak(at('private', 'member'))],
  ['the two of a direct conversation do', both(true), () => speak(at('direct', 'member'))],
  ['who is not in does not, also in a public room', both('not_member'), () => speak(at('public'))],
  ['the owner of the community does not either', both('not_member'), () => speak(at('public'), a('owner'))],
  ['who is muted in the room does not', both('muted'), () => speak(at('public', 'member', mutedHere(60_000)))],
  ['who is muted everywhere does not', both('muted'), () => speak(at('public', 'member'), muted(60_000))],
  [
    'the longer mute counts',
    both('muted'),
    () => speak(at('public', 'member', mutedHere(-60_000)), a('member', { mutedUntil: Date.now() + 60_000 }))
  ],
  ['a mute that is over is over', both(true), () => speak(at('public', 'member', mutedHere(-1)), muted(-1))],
  [
    'a mute that was lifted is over',
    both(true),
    () => speak(at('public', 'member'), a('member', { mutedUntil: null }))
  ],
  ['a moderator who is muted does not', both('muted'), () => speak(at('public', 'owner', mutedHere(60_000)))],
  ['an archived room is read only', both('room_archived'), () => speak(at('public', 'owner', archived))],
  ['also for the staff', both('room_archived'), () => speak(at('public', 'member', archived), a('owner'))],
  ['who is not in is told only that', both('not_member'), () => speak(at('public', undefined, archived))],
  [
    'where only moderators write, members do not',
    both('posting_restricted'),
    () => speak(at('public', 'member', restricted))
  ],
  ['where all may write, members do', both(true), () => speak(at('public', 'member', open))],
  ['moderators write there', both(true), () => speak(at('public', 'moderator', restricted))],
  ['staff who are in write there', both(true), () => speak(at('public', 'member', restricted), a('moderator'))],
  [
    "a moderator's token without that scope does not",
    both('posting_restricted'),
    () => speak(at('public', 'moderator', restricted), byToken(member, 'write'))
  ]
])

test('a mute ends in the moment that it names', () => {
  vi.useFakeTimers({ now: 5_000, toFake: ['Date'] })
  const until = (ms: number) => write(at('public', 'member', { membership: { mutedUntil: ms } }))
  expect([until(5_001), until(5_000)]).toEqual(['muted', true])
  vi.useRealTimers()
})

rules("other people's words", [
  ['nobody changes them, not even who keeps order', 'not_author', () => edit(his, at('public', 'owner'), a('owner'))],
  ['members do not take them away', 'not_author', () => takeBack(his, at('public', 'member'))],
  ['moderators of the room do', true, () => takeBack(his, at('private', 'moderator'))],
  ['staff who are in do', true, () => takeBack(his, at('private', 'member'), a('moderator'))],
  ['staff who are not in do not', 'not_author', () => takeBack(his, at('public'), a('admin'))],
  [
    "a moderator's token without that scope does not",
    'not_author',
    () => takeBack(his, at('public', 'moderator'), byToken(member, 'write'))
  ],
  ['in an archived room they stay', 'room_archived', () => takeBack(his, at('public', 'owner', archived))]
])

const gift = { userId: 'ana', kind: 'gift' } as never

rules('the card of a gift', [
  ['is not changed, also by whoever gave', 'not_allowed', () => edit(gift, at('public', 'owner'), a('owner'))],
  ['is of no use to others', 'not_author', () => edit(gift, at('public', 'member'), { ...member, userId: 'ben' })],
  ['may be taken down by its donor', true, () => takeBack(gift, at('public', 'member'))]
])

rules('taking back one’s own words', [
  ['is possible', true, () => takeBack(own, at('public', 'member'))],
  ['also for who is muted', true, () => takeBack(own, at('public', 'member', mutedHere(60_000)), muted(60_000))],
  ['also where only moderators write', true, () => takeBack(own, at('public', 'member', restricted))],
  ['not after leaving', 'not_member', () => takeBack(own, at('public'))],
  ['not in an archived room', 'room_archived', () => takeBack(own, at('public', 'member', archived))]
])

const none = {} as never
const beSeen = (place: Place, actor: Actor = member) => [
  presences.find(actor, none, place),
  presences.create(actor, none, place),
  typing.create(actor, none, place)
]

rules('seeing who is there, being there, being seen writing', [
  ['members of the room do', [true, true, true], () => beSeen(at('private', 'member'))],
  ['who is not in does not', ['not_member', 'not_member', 'not_member'], () => beSeen(at('public'))],
  ['staff who are not in do not', ['not_member', 'not_member', 'not_member'], () => beSeen(at('public'), a('owner'))],
  ['going away needs no right', true, () => presences.remove()]
])
