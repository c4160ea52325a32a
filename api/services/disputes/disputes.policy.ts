import { isTreasurer, type Actor, type Policy } from '../../policy.ts'
import type { Dispute } from './disputes.schema.ts'

const treasurers = (actor: Actor) => isTreasurer(actor) || 'not_treasurer'

export const disputePolicy = { find: treasurers, get: treasurers } satisfies Policy<Dispute>
