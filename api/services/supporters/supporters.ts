import type { Params } from '@feathersjs/feathers'
import type { Application } from '../../declarations.ts'
import { refusal } from '../../errors.ts'
import { protect } from '../../hooks/protect.ts'
import { incomeOf } from '../../payments/ledger.ts'
import { giftMessageId } from '../messages/gift-log.ts'
import { rankedSupporters, type Ranked } from './ranked.ts'
import { supporterPolicy } from './supporters.policy.ts'
import { supporterQuerySchema, type Supporter, type SupporterQuery } from './supporters.schema.ts'
import { supporterMethods, supporterPath, type Supporters } from './supporters.shared.ts'

declare module '../../declarations.ts' {
  interface ServiceTypes {
    [supporterPath]: SupporterService
  }
}

const WEEK = 7 * 24 * 3600_000

/** Who keeps a campaign going, whoever gave most standing first. */
class SupporterService {
  // not #private: Feathers calls services through an object that inherits from them
  private readonly app: Application
  constructor(app: Application) {
    this.app = app
  }

  async find({ query }: Params<SupporterQuery> = {}): Promise<Supporters> {
    const { campaignId, period = 'all', $limit = 20, $skip = 0 } = query!
    const { read } = this.app.get('database')
    const campaign: Money | undefined = await read('campaigns')
      .where({ id: campaignId })
      .whereNot({ status: 'draft' })
      .first('currency', 'exponent')
    if (!campaign) throw refusal('not_found')
    const account = incomeOf(campaignId, this.app.get('payments').test)
    const since = period === 'week' ? Date.now() - WEEK : 0
    const { total, kindSouls, rows } = await rankedSupporters(read, { account, since, limit: $limit, skip: $skip })
    const names = await this.namesOf(rows)
    const data = rows.map((row) => this.outward(row, campaign, names))
    return { total, limit: $limit, skip: $skip, data, kindSouls }
  }

  private async namesOf(rows: Ranked[]) {
    const ids = rows.flatMap(({ userId }) => (userId === null ? [] : [userId]))
    const profiles: { id: string; displayName: string }[] = await this.app
      .get('database')
      .read('profiles')
      .whereIn('id', ids)
      .select('id', 'displayName')
    return new Map(profiles.map(({ id, displayName }) => [id, displayName]))
  }

  private outward({ key, userId, donorName, given, lastAt }: Ranked, { currency, exponent }: Money, names: Names) {
    return {
      id: userId ?? giftMessageId(this.app, { key, at: lastAt }),
      userId,
      name: userId === null ? donorName : (names.get(userId) ?? null),
      amount: given > 0 ? given : null,
      currency,
      exponent,
      lastAt
    } satisfies Supporter
  }
}
interface Money {
  currency: string
  exponent: number
}
type Names = ReadonlyMap<string, string>

export const supporters = (app: Application) => {
  app.use(supporterPath, new SupporterService(app), { methods: [...supporterMethods] })
  protect(app, supporterPath, { query: supporterQuerySchema, policy: supporterPolicy })
}
