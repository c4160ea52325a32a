import type { Application, HookContext, NextFunction } from '../../declarations.ts'
import { isUniqueViolation, refusal } from '../../errors.ts'
import { present } from '../../hooks/present.ts'
import { protect } from '../../hooks/protect.ts'
import { isAdmin, isTreasurer } from '../../policy.ts'
import { Table, withBooleans, type Stored, type TableParams } from '../../table.ts'
import { note, shape } from './hooks/shape.ts'
import { campaignPolicy } from './campaigns.policy.ts'
import {
  campaignDataSchema,
  campaignPatchSchema,
  campaignQuerySchema,
  campaignSchema,
  type Campaign
} from './campaigns.schema.ts'
import { campaignMethods, campaignPath } from './campaigns.shared.ts'

declare module '../../declarations.ts' {
  interface ServiceTypes {
    [campaignPath]: CampaignService
  }
}

class CampaignService extends Table<Campaign> {
  // not #private: Feathers calls services through an object that inherits from them
  private readonly isTest: () => boolean
  constructor(app: Application) {
    super(app, 'campaigns', campaignSchema, { virtual: ['test'] })
    this.isTest = () => app.get('payments').test
  }

  /** In the sandbox, its totals stand in the place of the real ones: the later column of a name is the one that is read. */
  override createQuery(params: TableParams) {
    const query = super.createQuery(params)
    if (!this.isTest()) return query
    const totals = ['raisedAmount', 'giftCount', 'peopleCount'] as const
    return query.select(totals.map((name) => `campaigns.test${name[0]!.toUpperCase()}${name.slice(1)} as ${name}`))
  }
}

export const campaigns = (app: Application) => {
  app.use(campaignPath, new CampaignService(app), { methods: [...campaignMethods] })
  app.service(campaignPath).hooks({ around: { create: [takenSlug], patch: [takenSlug] } })
  protect(app, campaignPath, {
    query: campaignQuerySchema,
    create: campaignDataSchema,
    patch: campaignPatchSchema,
    policy: campaignPolicy,
    needs: { create: 'donations', patch: 'donations' }
  })
  app.service(campaignPath).hooks({
    before: { find: [onlyPublished], get: [onlyPublished], create: [shape, note], patch: [shape, note] },
    after: { all: [present((row: Row) => outward(row, app.get('payments').test))] }
  })
}

/** What is stored: the suggestions as JSON. */
type Columns = Omit<Campaign, 'suggestions' | 'test'> & { suggestions: string | Campaign['suggestions'] }
type Row = Stored<Columns>

const outward = (row: Row, test: boolean): Campaign => ({
  ...withBooleans<Columns>('heat')(row),
  suggestions:
    typeof row.suggestions === 'string' ? (JSON.parse(row.suggestions) as Campaign['suggestions']) : row.suggestions,
  test
})

/** What is being written is seen by those who write it. */
const onlyPublished = (context: HookContext) => {
  const { actor, provider, query } = context.params
  if (!provider || (actor && (isAdmin(actor) || isTreasurer(actor)))) return
  const published = { status: { $ne: 'draft' } }
  context.params = { ...context.params, query: { ...query, $and: [...(query?.$and ?? []), published] } }
}

const takenSlug = (_context: HookContext, next: NextFunction) =>
  next().catch((error: unknown) => {
    throw isUniqueViolation(error) ? refusal('slug_taken') : error
  })
