import type { Application, HookContext } from '../../declarations.ts'
import { present } from '../../hooks/present.ts'
import { protect } from '../../hooks/protect.ts'
import { process } from '../../payments/inbox.ts'
import { Table, withBooleans } from '../../table.ts'
import { paymentEventPolicy } from './payment-events.policy.ts'
import {
  paymentEventPatchSchema,
  paymentEventQuerySchema,
  paymentEventSchema,
  type PaymentEvent
} from './payment-events.schema.ts'
import { paymentEventMethods, paymentEventPath } from './payment-events.shared.ts'

declare module '../../declarations.ts' {
  interface ServiceTypes {
    [paymentEventPath]: PaymentEvents
  }
}

class PaymentEvents extends Table<PaymentEvent> {
  constructor(app: Application) {
    super(app, 'paymentEvents', paymentEventSchema)
  }
}

export const paymentEvents = (app: Application) => {
  app.use(paymentEventPath, new PaymentEvents(app), { methods: [...paymentEventMethods] })
  protect(
    app,
    paymentEventPath,
    {
      query: paymentEventQuerySchema,
      patch: paymentEventPatchSchema,
      policy: paymentEventPolicy,
      needs: { find: 'donations', get: 'donations', patch: 'donations' }
    },
    { transacts: false }
  )
  app.service(paymentEventPath).hooks({
    before: { patch: [tryAgain] },
    after: { all: [present(withBooleans<PaymentEvent>('test'))] }
  })
}

/** The notice is handled now; the answer says how it went. */
const tryAgain = async (context: HookContext<PaymentEvents>) => {
  const { app, id, service } = context
  const row = await app.get('database').read('paymentEvents').where({ id }).first()
  await process(app, row)
  context.result = await service._get(String(id))
}
