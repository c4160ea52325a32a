import type { Knex } from 'knex'
import type { Sanction } from './sanctions.schema.ts'

/** When it ends by itself. A ban from the community is for good. */
export const endOf = ({ kind, endsAt }: Pick<Sanction, 'kind' | 'endsAt'>) => (kind === 'ban' ? null : endsAt)

/** The later of two ends; null is none at all. */
export const later = (one: number | null, other: number | null) =>
  one === null || other === null ? null : Math.max(one, other)

/**
 * Until when somebody is muted, or kept out, by what was imposed and nobody has lifted: null for good, 0 not at all.
 * Several sanctions may hold at once, and the end of one is not the end of the others.
 */
export const heldUntil = async (
  db: Knex,
  { userId, roomId }: Pick<Sanction, 'userId' | 'roomId'>,
  kind: Sanction['kind']
): Promise<number | null> => {
  const rows: Pick<Sanction, 'kind' | 'endsAt'>[] = await db('sanctions')
    .where({ userId, roomId, liftedAt: null })
    .whereIn('kind', kind === 'mute' ? ['mute'] : ['suspension', 'ban'])
    .select('kind', 'endsAt')
  const now = Date.now()
  return rows
    .map(endOf)
    .filter((end) => end === null || end > now)
    .reduce(later, 0)
}
