import { moderates, signedIn, type Place, type Policy } from '../../policy.ts'
import type { Message } from './messages.schema.ts'

/** What holds for every write to a log. */
const open = ({ room, membership }: Place) => {
  if (!membership) return 'not_member'
  return room?.archivedAt ? 'room_archived' : true
}

export const messagePolicy = {
  find: signedIn,
  get: signedIn,
  create: (_actor, _message, place) => open(place),
  patch: (actor, message, place) => (actor.userId === message.userId ? open(place) : 'not_author'),
  remove: (actor, message, place) =>
    actor.userId === message.userId || moderates(actor, place) ? open(place) : 'not_author'
} satisfies Policy<Message>
