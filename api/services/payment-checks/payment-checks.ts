import type { Application } from '../../declarations.ts'
import type { Params } from '@feathersjs/feathers'
import { refusal } from '../../errors.ts'
import { perPerson } from '../../hooks/limit-rate.ts'
import { protect } from '../../hooks/protect.ts'
import { ProviderError } from '../../payments/provider.ts'
import type { DonationRow } from '../../payments/rows.ts'
import { syncFromProvider } from '../../payments/settle.ts'
import { turnBack } from '../../payments/turn-back.ts'
import { isTreasurer } from '../../policy.ts'
import type { Donation } from '../donations/donations.schema.ts'
import { paymentCheckPolicy } from './payment-checks.policy.ts'
import { paymentCheckDataSchema, type PaymentCheckData } from './payment-checks.schema.ts'
import { paymentCheckMethods, paymentCheckPath } from './payment-checks.shared.ts'

declare module '../../declarations.ts' {
  interface ServiceTypes {
    [paymentCheckPath]: PaymentCheckService
  }
}

class PaymentCheckService {
  // not #private: Feathers calls services through an object that inherits from them
  private readonly app: Application
  constructor(app: Application) {
    this.app = app
  }

  /** @returns the donation as it stands now */
  async create({ donationId, canceled }: PaymentCheckData, { actor, provider }: Params): Promise<Donation> {
    const { app } = this
    const row: DonationRow | undefined = await app.get('database').read('donations').where({ id: donationId }).first()
    if (!row || !actor || (row.userId !== actor.userId && !isTreasurer(actor))) throw refusal('not_found')
    try {
      if (canceled && row.userId === actor.userId) await turnBack(app, row)
      await syncFromProvider(app, donationId, 'return')
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error
      throw refusal('payments_unavailable')
    }
    return app.service('donations').get(donationId, { actor, provider })
  }
}

export const paymentChecks = (app: Application) => {
  app.use(paymentCheckPath, new PaymentCheckService(app), { methods: [...paymentCheckMethods] })
  app.service(paymentCheckPath).hooks({ around: { create: [perPerson('paymentChecks')] } })
  protect(
    app,
    paymentCheckPath,
    { create: paymentCheckDataSchema, policy: paymentCheckPolicy, needs: { create: 'donations' } },
    { transacts: false }
  )
}
