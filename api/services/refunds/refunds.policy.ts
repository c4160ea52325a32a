import { isTreasurer, signedIn, type Policy } from '../../policy.ts'
import type { Refund } from './refunds.schema.ts'

/** The scope shows what goes back to oneself, and treasurers all. A donor whose message was hidden may take the gift back whole. */
export const refundPolicy = {
  find: signedIn,
  get: signedIn,
  // whether a donor was offered it, the service looks up with the donation
  create: (actor, wanted) => isTreasurer(actor) || wanted.amount === undefined || 'not_treasurer'
} satisfies Policy<Partial<Refund>>
