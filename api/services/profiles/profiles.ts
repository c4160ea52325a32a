import type { Knex } from 'knex'
import type { Application, HookContext, NextFunction } from '../../declarations.ts'
import { isUniqueViolation, refusal } from '../../errors.ts'
import { present } from '../../hooks/present.ts'
import { protect } from '../../hooks/protect.ts'
import { searchFor } from '../../hooks/search-for.ts'
import { Table } from '../../table.ts'
import { check } from './hooks/check.ts'
import { complete, toColumns } from './hooks/complete.ts'
import { profilePolicy } from './profiles.policy.ts'
import { profilePatchSchema, profileQuerySchema, profileSchema, type Profile } from './profiles.schema.ts'
import { profileMethods, profilePath } from './profiles.shared.ts'

declare module '../../declarations.ts' {
  interface ServiceTypes {
    [profilePath]: Table<Profile>
  }
}

export const profiles = (app: Application) => {
  app.use(profilePath, new Table<Profile>(app, 'profiles', profileSchema, { virtual: ['avatarUrl'] }), {
    // a profile is made by signing up: create is there for the server itself, and no policy lets anyone else call it
    methods: [...profileMethods]
  })
  app.service(profilePath).hooks({ around: { create: [takenHandle], patch: [takenHandle] } })
  protect(app, profilePath, {
    query: profileQuerySchema,
    patch: profilePatchSchema,
    policy: profilePolicy,
    scope: () => ({ id: { $in: admitted } })
  })
  app.service(profilePath).hooks({
    before: { find: [searchFor], create: [check, complete, toColumns], patch: [check, toColumns] },
    after: { all: [present(outward)], create: [keepUnseen] }
  })
}

/**
 * Whoever is not let in yet is seen by nobody. A function, because the adapter would take any object in a query apart; asked of
 * each profile that is found, because SQLite would otherwise first read who of all people is let in.
 */
const admitted = function (this: Knex.QueryBuilder) {
  void this.select('users.id').from('users').whereRaw('?? = ??', ['users.id', 'profiles.id']).whereNotNull('admittedAt')
}

const keepUnseen = (context: HookContext) => {
  if (context.params.unseen) context.event = null
}

const outward = (row: Profile & { links: unknown }): Profile => ({
  ...row,
  links: typeof row.links === 'string' ? JSON.parse(row.links) : row.links,
  avatarUrl: row.avatarId ? `/files/${row.avatarId}` : null
})

const takenHandle = async (_context: HookContext, next: NextFunction) => {
  try {
    await next()
  } catch (error) {
    const { message } = refusal('handle_taken')
    throw isUniqueViolation(error)
      ? refusal('handle_taken', { errors: [{ path: '/handle', message, reason: 'handle_taken' }] })
      : error
  }
}
