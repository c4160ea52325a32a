import { randomInt } from 'node:crypto'
import type { Knex } from 'knex'
import { slugOf } from './rooms.shared.ts'

/** A slug for `name` that no room has yet. */
export const freeSlug = async (db: Knex, name: string) => {
  const base = slugOf(name) || `room-${randomInt(36 ** 5).toString(36)}`
  const taken = new Set(await db('rooms').where('slug', 'like', `${base}%`).pluck<string[]>('slug'))
  if (!taken.has(base)) return base
  for (let n = 2; ; n++) if (!taken.has(`${base}-${String(n)}`)) return `${base}-${String(n)}`
}
