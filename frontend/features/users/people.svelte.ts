import type { User, UserQuery } from '$sdk'
import { client } from '../../lib/api.ts'
import { Listing } from '../../lib/listing.svelte.ts'
import { profiles } from '../profiles/profiles.svelte.ts'

export type Filter = 'all' | 'waiting' | 'suspended' | 'staff'
const FILTERS: Record<Filter, { query: UserQuery; fits: (user: User) => boolean }> = {
  all: { query: {}, fits: () => true },
  waiting: { query: { admittedAt: null }, fits: ({ admittedAt }) => admittedAt === null },
  suspended: { query: { status: 'suspended' }, fits: ({ status }) => status === 'suspended' },
  staff: { query: { role: { $ne: 'member' } }, fits: ({ role }) => role !== 'member' }
}
const MOST_FOUND = 100

/** The accounts of everybody, for those who run the community. */
export class People extends Listing<User> {
  filter = $state<Filter>('all')
  search = $state('')
  readonly #inviters = new Map<string, string>()
  #found: string[] | undefined

  constructor() {
    super(client.service('users'), {
      query: () => ({
        ...FILTERS[this.filter].query,
        ...(this.#found && { id: { $in: this.#found } }),
        $sort: { createdAt: -1 as const }
      }),
      fits: (user) => FILTERS[this.filter].fits(user) && (this.#found?.includes(user.id) ?? true)
    })
  }

  /** Looks for what is asked for now. @throws {PublicError} */
  look = async () => {
    const found = this.search.trim() ? await profiles.search(this.search, MOST_FOUND) : undefined
    // an id that nobody has: no name fits, so no account does
    this.#found = found && (found.length > 0 ? found.map(({ id }) => id) : [NOBODY])
    await this.load()
  }

  inviterOf({ invitationId }: User) {
    return invitationId ? this.#inviters.get(invitationId) : undefined
  }

  /** @throws {PublicError} `step_up_required` */
  async setRole({ id }: User, role: User['role']) {
    this.keep(await client.service('users').patch(id, { role }))
  }

  /** @throws {PublicError} */
  async letIn({ id }: User) {
    this.keep(await client.service('users').patch(id, { admitted: true }))
  }

  /** @throws {PublicError} `step_up_required` */
  async turnAway({ id }: User) {
    this.drop(await client.service('users').remove(id))
  }

  /** @throws {PublicError} */
  async refresh({ id }: User) {
    this.keep(await client.service('users').get(id))
  }

  protected override async arrive(users: readonly User[]) {
    const unknown = users.flatMap(({ invitationId }) =>
      invitationId && !this.#inviters.has(invitationId) ? [invitationId] : []
    )
    if (unknown.length === 0) return
    const ids = [...new Set(unknown)]
    const { data } = await client.service('invitations').find({ query: { id: { $in: ids }, $limit: 100 } })
    for (const { id, userId } of data) this.#inviters.set(id, userId)
  }
}

const NOBODY = '00000000-0000-7000-8000-000000000000'
