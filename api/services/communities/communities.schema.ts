import { Type, type Static } from '@feathersjs/typebox'
import { Id, Line, Nullable, OneOf, querySchema, Text, Time, type QueryOf } from '../../validators.ts'

/** How gifts can be given here. */
const givingSchema = Type.Object(
  {
    provider: OneOf('stripe', 'sandbox', 'none'),
    test: Type.Boolean({ description: 'no real money moves: everything about gifts carries a TEST mark' }),
    methods: Type.Array(OneOf('checkout', 'bank_transfer')),
    monthly: Type.Boolean(),
    guests: Type.Boolean({ description: 'without an account too: it is allowed, and mail can be sent' }),
    fees: Type.Object({
      percentBasisPoints: Type.Integer(),
      fixed: Type.Integer({ description: 'minor units' })
    })
  },
  { additionalProperties: false, description: 'what a checkout costs: total = ceil((amount + fixed) / (1 - percent))' }
)

const bankAccountSchema = Type.Object(
  {
    accountHolder: Line({ minLength: 1, maxLength: 70 }),
    iban: Type.String({ pattern: '^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$' }),
    bic: Nullable(Type.String({ pattern: '^[A-Z0-9]{8}([A-Z0-9]{3})?$' }))
  },
  { additionalProperties: false }
)

/** The community that this Hearth belongs to: exactly one row, readable without an account. */
export const communitySchema = Type.Object(
  {
    id: Id(),
    name: Line({ minLength: 1, maxLength: 60, reason: 'invalid_name' }),
    purpose: Text({ maxLength: 160, description: 'one line below the name' }),
    hue: Type.Integer({ minimum: 0, maximum: 11 }),
    signUp: OneOf('open', 'invitation', 'approval'),
    invitedBy: OneOf('staff', 'members'),
    guestGifts: Type.Boolean({ description: 'whether people without an account may give, by a link sent to them' }),
    giving: givingSchema,
    bankAccount: Nullable(bankAccountSchema),
    mail: Type.Boolean({ description: 'whether this server can send mail' }),
    peopleCount: Type.Integer({ description: '0 until somebody has made the owner’s account' }),
    roomCount: Type.Integer({ description: 'public rooms that are not archived' }),
    createdAt: Time()
  },
  { $id: 'Community', additionalProperties: false }
)
export type Community = Static<typeof communitySchema>

export const communityPatchSchema = Type.Partial(
  Type.Pick(communitySchema, ['name', 'purpose', 'hue', 'signUp', 'invitedBy', 'guestGifts', 'bankAccount']),
  {
    $id: 'CommunityPatch',
    additionalProperties: false,
    minProperties: 1
  }
)
export type CommunityPatch = Static<typeof communityPatchSchema>

export const communityQuerySchema = querySchema(communitySchema, { fields: ['id'] })
export type CommunityQuery = QueryOf<Community, 'id'>
