import type { Params } from '@feathersjs/feathers'
import type { Application } from '../../declarations.ts'
import { protect } from '../../hooks/protect.ts'
import { publicGift } from '../../payments/gift-message.ts'
import type { DonationRow } from '../../payments/rows.ts'
import { giftMessageId } from '../messages/gift-log.ts'
import { giftPolicy } from './gifts.policy.ts'
import { giftQuerySchema, type Gift, type GiftQuery } from './gifts.schema.ts'
import { giftMethods, giftPath } from './gifts.shared.ts'

declare module '../../declarations.ts' {
  interface ServiceTypes {
    [giftPath]: GiftService
  }
}

type Row = DonationRow & { hiddenAt: number | null; displayName: string | null }

/** Gifts as everybody may see them, the latest first: what stands on a campaign's page. */
class GiftService {
  // not #private: Feathers calls services through an object that inherits from them
  private readonly app: Application
  constructor(app: Application) {
    this.app = app
  }

  async find({ query = {} }: Params<GiftQuery> = {}) {
    const { campaignId, $limit = 20, $skip = 0 } = query
    const { read } = this.app.get('database')
    const given = () =>
      read('donations')
        .where({ 'donations.test': this.app.get('payments').test })
        .whereIn('donations.status', ['succeeded', 'partially_refunded', 'disputed'])
        .where((builder) => {
          if (campaignId) void builder.where({ 'donations.campaignId': campaignId })
        })
    const rows: Row[] = await given()
      .leftJoin('messages', 'messages.giftKey', 'donations.id')
      .leftJoin('profiles', 'profiles.id', 'donations.userId')
      .orderBy('donations.succeededAt', 'desc')
      .limit($limit)
      .offset($skip)
      .select('donations.*', 'messages.deletedAt as hiddenAt', 'profiles.displayName')
    const [count] = await given().count('donations.id as n')
    return { total: Number(count?.n), limit: $limit, skip: $skip, data: rows.map((row) => this.outward(row)) }
  }

  private outward(row: Row): Gift {
    const { refundedAmount: _refunded, anonymous, ...gift } = publicGift(row)
    return {
      ...gift,
      id: giftMessageId(this.app, { key: row.id, at: row.succeededAt ?? 0 }),
      userId: anonymous ? null : row.userId,
      // strangers, who may read no profiles, read whom the donor let be named
      name: anonymous ? null : (row.displayName ?? row.donorName),
      // what those who keep order took down in the room is not said here either
      text: row.hiddenAt ? '' : row.message,
      createdAt: row.succeededAt ?? 0
    }
  }
}

export const gifts = (app: Application) => {
  app.use(giftPath, new GiftService(app), { methods: [...giftMethods] })
  protect(app, giftPath, { query: giftQuerySchema, policy: giftPolicy })
}
