import { Type } from '@feathersjs/typebox'
import type { Application } from '../../declarations.ts'
import { protect } from '../../hooks/protect.ts'
import { diagnosePayments } from '../../payments/doctor.ts'
import { paymentDiagnosticPolicy } from './payment-diagnostics.policy.ts'
import { paymentDiagnosticMethods, paymentDiagnosticPath } from './payment-diagnostics.shared.ts'

declare module '../../declarations.ts' {
  interface ServiceTypes {
    [paymentDiagnosticPath]: PaymentDiagnosticService
  }
}

class PaymentDiagnosticService {
  // not #private: Feathers calls services through an object that inherits from them
  private readonly app: Application
  constructor(app: Application) {
    this.app = app
  }

  async find() {
    return { total: 1, limit: 1, skip: 0, data: [await diagnosePayments(this.app)] }
  }
}

const NO_QUESTION = Type.Object({}, { additionalProperties: false })

export const paymentDiagnostics = (app: Application) => {
  app.use(paymentDiagnosticPath, new PaymentDiagnosticService(app), { methods: [...paymentDiagnosticMethods] })
  protect(app, paymentDiagnosticPath, {
    query: NO_QUESTION,
    policy: paymentDiagnosticPolicy,
    needs: { find: 'donations' }
  })
}
