import type { Knex } from 'knex'
import type { Actor } from '../../policy.ts'

/**
 * The ids of the rooms a person is in, as a subquery: the one answer to "which rooms may this person read?".
 * A function, because the adapter would take any object in a query apart.
 */
export const roomsOf = (userId: string) =>
  function (this: Knex.QueryBuilder) {
    void this.select('roomId').from('memberships').where({ userId })
  }

/** The ids of the rooms in which a person keeps order. */
export const roomsKeptBy = (userId: string) =>
  function (this: Knex.QueryBuilder) {
    void this.select('roomId').from('memberships').where({ userId }).whereIn('role', ['owner', 'moderator'])
  }

/**
 * Public rooms are there for everybody, private and direct ones for their members. Asked of each room that is found: asked once,
 * PostgreSQL would read all rooms to find those that somebody is in.
 */
export const visibleRooms = ({ userId }: Actor) => ({
  $or: [{ visibility: 'public' }, { id: { $in: thisRoomIfOf(userId) } }]
})

const thisRoomIfOf = (userId: string) =>
  function (this: Knex.QueryBuilder) {
    void this.select('roomId').from('memberships').where({ userId }).whereRaw('?? = ??', ['roomId', 'rooms.id'])
  }
