import type { Application } from '../../declarations.ts'
import { onlyMine } from '../../hooks/only-mine.ts'
import { present } from '../../hooks/present.ts'
import { protect } from '../../hooks/protect.ts'
import { isTreasurer } from '../../policy.ts'
import { Table, withBooleans } from '../../table.ts'
import { changePromise } from './change-promise.ts'
import { subscriptionPolicy } from './subscriptions.policy.ts'
import {
  subscriptionPatchSchema,
  subscriptionQuerySchema,
  subscriptionSchema,
  type Subscription
} from './subscriptions.schema.ts'
import { subscriptionMethods, subscriptionPath } from './subscriptions.shared.ts'

declare module '../../declarations.ts' {
  interface ServiceTypes {
    [subscriptionPath]: Table<Subscription>
  }
}

export const subscriptions = (app: Application) => {
  app.use(subscriptionPath, new Table<Subscription>(app, 'subscriptions', subscriptionSchema), {
    methods: [...subscriptionMethods]
  })
  protect(
    app,
    subscriptionPath,
    {
      query: subscriptionQuerySchema,
      patch: subscriptionPatchSchema,
      policy: subscriptionPolicy,
      scope: (actor) => (isTreasurer(actor) ? {} : { userId: actor.userId }),
      needs: { find: 'donations', get: 'donations', patch: 'session' }
    },
    // the provider is asked first
    { transacts: false }
  )
  app.service(subscriptionPath).hooks({
    before: { find: [onlyMine], patch: [changePromise] },
    after: { all: [present(withBooleans<Subscription>('test'))] }
  })
}
