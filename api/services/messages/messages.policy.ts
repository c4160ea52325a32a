import { moderates, signedIn, type Actor, type Place, type Policy } from '../../policy.ts'
import type { Message } from './messages.schema.ts'

/** What holds for every write to a log. */
const open = ({ room, membership }: Place) => {
  if (!membership) return 'not_member'
  return room?.archivedAt ? 'room_archived' : true
}

const isMuted = (actor: Actor, { membership }: Place) =>
  Math.max(actor.mutedUntil ?? 0, membership?.mutedUntil ?? 0) > Date.now()

/** Writing, in new messages and in old ones. */
const speak = (actor: Actor, place: Place) => {
  const verdict = open(place)
  if (verdict !== true) return verdict
  if (isMuted(actor, place)) return 'muted'
  return place.room?.posting !== 'moderators' || moderates(actor, place) || 'posting_restricted'
}

export const messagePolicy = {
  find: signedIn,
  get: signedIn,
  create: (actor, _message, place) => speak(actor, place),
  patch: (actor, message, place) => {
    if (actor.userId !== message.userId) return 'not_author'
    // what the card of a gift says follows from the gift
    return message.kind === 'text' ? speak(actor, place) : 'not_allowed'
  },
  /** Taking one's own words back is possible also for who may not write. */
  remove: (actor, message, place) =>
    actor.userId === message.userId || moderates(actor, place) ? open(place) : 'not_author'
} satisfies Policy<Message>
