import type { Application } from '../../declarations.ts'
import { protect } from '../../hooks/protect.ts'
import { isTreasurer } from '../../policy.ts'
import { Table } from '../../table.ts'
import { decideRefund, donationsOf } from './decide-refund.ts'
import { refundPolicy } from './refunds.policy.ts'
import { refundDataSchema, refundQuerySchema, refundSchema, type Refund } from './refunds.schema.ts'
import { refundMethods, refundPath } from './refunds.shared.ts'

declare module '../../declarations.ts' {
  interface ServiceTypes {
    [refundPath]: Table<Refund>
  }
}

export const refunds = (app: Application) => {
  app.use(refundPath, new Table<Refund>(app, 'refunds', refundSchema), { methods: [...refundMethods] })
  protect(
    app,
    refundPath,
    {
      query: refundQuerySchema,
      create: refundDataSchema,
      policy: refundPolicy,
      scope: (actor) => (isTreasurer(actor) ? {} : { donationId: { $in: donationsOf(actor.userId) } }),
      needs: { find: 'donations', get: 'donations', create: 'session' },
      confirmed: ['create']
    },
    // the provider is asked between two of them
    { transacts: false }
  )
  app.service(refundPath).hooks({ before: { create: [decideRefund] } })
}
