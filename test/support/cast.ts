import { v7 as uuidv7 } from 'uuid'
import type { Room } from '../../api/client.ts'
import type { TestHearth } from './create-app.ts'
import { aPerson, type Somebody } from './people.ts'

/** Every kind of caller, around one private room. */
export interface Cast {
  hearth: TestHearth
  /** Owns the community; in no room of the play. */
  founder: Somebody
  admin: Somebody
  stranger: Somebody
  owner: Somebody
  moderator: Somebody
  member: Somebody
  /** A member, whose message, membership, profile or picture it is about. */
  author: Somebody
  /** A member, whose session the matrix revokes behind the back of the socket. */
  revoked: Somebody
  /** Members as well: the address to be confirmed, muted everywhere, suspended. */
  unverified: Somebody
  muted: Somebody
  suspended: Somebody
  /** Keeps the books, in no room. */
  treasurer: Somebody
  /** Gives; in no room either. */
  donor: Somebody
  /** Has a second factor. */
  halfway: Somebody
  room: Room
}

export const aCast = async (hearth: TestHearth): Promise<Cast> => {
  const names = [
    ...(['founder', 'admin', 'stranger', 'owner', 'moderator', 'member', 'author', 'revoked'] as const),
    ...(['unverified', 'muted', 'suspended', 'treasurer', 'donor', 'halfway'] as const)
  ]
  const people = {} as Record<(typeof names)[number], Somebody>
  for (const name of names) people[name] = await aPerson(hearth, `${name}-${uuidv7().slice(-6)}`)
  const { admin, owner, moderator, member, author, revoked, unverified, muted, suspended } = people
  const { transaction } = hearth.app.get('database')
  await transaction((trx) => trx('users').where({ id: admin.id }).update({ role: 'admin' }))
  const room = await owner.service('rooms').create({ name: `Stage ${uuidv7().slice(-6)}`, visibility: 'private' })
  for (const { id } of [moderator, member, author, revoked, unverified, muted, suspended]) {
    await owner
      .service('memberships')
      .create({ roomId: room.id, userId: id, role: id === moderator.id ? 'moderator' : 'member' })
  }
  return { hearth, ...people, room }
}
