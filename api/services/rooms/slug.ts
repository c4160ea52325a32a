import { randomInt } from 'node:crypto'
import type { Knex } from 'knex'

/** A name as it stands in an address: lower case, words joined by dashes, letters of any script kept. */
export const slugOf = (name: string) =>
  name
    .normalize('NFKD')
    .replace(/(?<=\p{Script=Latin})\p{M}/gu, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{Ll}\p{Lo}\p{Lm}\p{M}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
    .replace(/-+$/, '')

/** A slug for `name` that no room has yet. */
export const freeSlug = async (db: Knex, name: string) => {
  const base = slugOf(name) || `room-${randomInt(36 ** 5).toString(36)}`
  const taken = new Set(await db('rooms').where('slug', 'like', `${base}%`).pluck<string[]>('slug'))
  if (!taken.has(base)) return base
  for (let n = 2; ; n++) if (!taken.has(`${base}-${String(n)}`)) return `${base}-${String(n)}`
}
