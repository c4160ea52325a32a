import type { Application } from '../../declarations.ts'
import { perAddress, perPerson } from '../../hooks/limit-rate.ts'
import { protect } from '../../hooks/protect.ts'
import { isTreasurer } from '../../policy.ts'
import { Table, type TableParams } from '../../table.ts'
import { onlyMine } from '../../hooks/only-mine.ts'
import { beginGift } from './hooks/begin-gift.ts'
import { changeVisibility } from './hooks/change-visibility.ts'
import { showGift } from './hooks/show-gift.ts'
import { offerRefund } from './offer-refund.ts'
import { donationPolicy } from './donations.policy.ts'
import {
  donationDataSchema,
  donationPatchSchema,
  donationQuerySchema,
  donationSchema,
  type Donation
} from './donations.schema.ts'
import { donationMethods, donationPath } from './donations.shared.ts'

declare module '../../declarations.ts' {
  interface ServiceTypes {
    [donationPath]: DonationService
  }
}

class DonationService extends Table<Donation> {
  /** Whole, whatever is selected: what may be shown of a field depends on others. `showGift` selects. */
  override createQuery(params: TableParams) {
    const { $select: _select, ...query } = params.query ?? {}
    return super.createQuery({ ...params, query })
  }
}

export const donations = (app: Application) => {
  app.use(donationPath, new DonationService(app, 'donations', donationSchema, { virtual: ['bankTransfer'] }), {
    methods: [...donationMethods]
  })
  app.service(donationPath).hooks({ around: { create: [perPerson('donations'), perAddress('donationsAddress')] } })
  protect(
    app,
    donationPath,
    {
      query: donationQuerySchema,
      create: donationDataSchema,
      patch: donationPatchSchema,
      policy: donationPolicy,
      scope: (actor) => (isTreasurer(actor) ? {} : { userId: actor.userId }),
      needs: { find: 'donations', get: 'donations', create: 'donations', patch: 'donations' },
      verifiedOnly: ['create']
    },
    // the provider is asked between two of them
    { transacts: false }
  )
  app.service(donationPath).hooks({
    before: { find: [onlyMine], create: [beginGift], patch: [changeVisibility] },
    after: { all: [showGift] }
  })
  app.service('messages').hooks({ after: { remove: [offerRefund] } })
}
