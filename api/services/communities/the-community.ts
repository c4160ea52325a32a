import type { Knex } from 'knex'
import type { Community } from './communities.schema.ts'

/** The one row there is. */
export const communityOf = (db: Knex): Promise<Pick<Community, 'id' | 'name' | 'signUp' | 'invitedBy'>> =>
  db('communities').first('id', 'name', 'signUp', 'invitedBy')
