import type { Application } from '../../declarations.ts'
import { protect } from '../../hooks/protect.ts'
import { isStaff, type Actor } from '../../policy.ts'
import { Table } from '../../table.ts'
import { roomsKeptBy } from '../rooms/visible-rooms.ts'
import { impose } from './hooks/impose.ts'
import { lift } from './hooks/lift.ts'
import { sanctionPolicy } from './sanctions.policy.ts'
import { sanctionDataSchema, sanctionQuerySchema, sanctionSchema, type Sanction } from './sanctions.schema.ts'
import { sanctionMethods, sanctionPath } from './sanctions.shared.ts'

declare module '../../declarations.ts' {
  interface ServiceTypes {
    [sanctionPath]: Table<Sanction>
  }
}

export const sanctions = (app: Application) => {
  app.use(sanctionPath, new Table<Sanction>(app, 'sanctions', sanctionSchema), { methods: [...sanctionMethods] })
  protect(app, sanctionPath, {
    query: sanctionQuerySchema,
    create: sanctionDataSchema,
    policy: sanctionPolicy,
    scope: visibleSanctions,
    roomOf: ({ roomId }: Sanction) => roomId ?? '',
    needs: { create: 'moderate', remove: 'moderate' }
  })
  app.service(sanctionPath).hooks({ before: { create: [impose], remove: [lift] } })
}

const visibleSanctions = (actor: Actor) =>
  isStaff(actor) ? {} : { $or: [{ userId: actor.userId }, { roomId: { $in: roomsKeptBy(actor.userId) } }] }
