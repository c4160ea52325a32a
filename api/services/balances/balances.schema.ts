import { Type, type Static } from '@feathersjs/typebox'
import { Id } from '../../validators.ts'

const minor = (description: string) => Type.Integer({ description: `${description}; minor units` })

/** Where the money of a campaign is, in one currency, read from the books: given − fees − givenBack − takenBack − held = there. */
export const balanceSchema = Type.Object(
  {
    campaignId: Id(),
    currency: Type.String(),
    exponent: Type.Integer(),
    given: minor('all that was paid, with what donors added for the fees'),
    fees: minor('kept by the provider and the banks'),
    givenBack: minor('refunds'),
    takenBack: minor('by banks, after a dispute'),
    held: minor('by disputes that are open'),
    there: minor('what is left'),
    test: Type.Boolean({ description: 'of the sandbox: no real money' })
  },
  { $id: 'Balance', additionalProperties: false }
)
export type Balance = Static<typeof balanceSchema>

export const balanceQuerySchema = Type.Object({ campaignId: Id() }, { additionalProperties: false })
export type BalanceQuery = Static<typeof balanceQuerySchema>
