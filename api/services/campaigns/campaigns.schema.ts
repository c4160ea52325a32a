import { Type, type Static } from '@feathersjs/typebox'
import { Id, Line, Nullable, OneOf, querySchema, Text, Time, type QueryOf } from '../../validators.ts'

export const Amount = (description = '') =>
  Type.Integer({
    minimum: 1,
    maximum: 10 ** 12,
    reason: 'invalid_amount',
    description: `${description} minor units`.trim()
  })
export const Currency = Type.String({ pattern: '^[A-Z]{3}$', reason: 'invalid_currency', description: 'ISO 4217' })

const suggestion = Type.Object(
  { amount: Amount(), text: Line({ minLength: 1, maxLength: 80, description: 'what it does' }) },
  { additionalProperties: false }
)

/** Something that a community collects for. Its page /c/<slug> is there for everybody, also without an account. */
export const campaignSchema = Type.Object(
  {
    id: Id(),
    slug: Type.String({
      minLength: 1,
      maxLength: 60,
      pattern: '^[\\p{Ll}\\p{Lo}\\p{Lm}\\p{M}\\p{N}]+(-[\\p{Ll}\\p{Lo}\\p{Lm}\\p{M}\\p{N}]+)*$',
      reason: 'invalid_slug'
    }),
    title: Line({ minLength: 1, maxLength: 80, reason: 'invalid_name' }),
    story: Text({ maxLength: 10_000 }),
    currency: Currency,
    exponent: Type.Integer({ description: 'how many of the digits of an amount stand behind the point' }),
    goalAmount: Amount(),
    raisedAmount: Type.Integer({ description: 'derived from the ledger; minor units' }),
    giftCount: Type.Integer(),
    peopleCount: Type.Integer({ description: 'each anonymous gift counts as a person of its own' }),
    suggestions: Type.Array(suggestion, { maxItems: 6 }),
    startsAt: Nullable(Time()),
    endsAt: Nullable(Time()),
    status: OneOf('draft', 'live', 'ended'),
    roomId: Nullable(Id('where its gifts are told')),
    heat: Type.Boolean({ description: 'whether a meter shows that several people give within minutes' }),
    test: Type.Boolean({ description: 'the totals are those of the sandbox: no real money' }),
    createdAt: Time()
  },
  { $id: 'Campaign', additionalProperties: false }
)
export type Campaign = Static<typeof campaignSchema>

const { slug, title, story, currency, goalAmount, suggestions, startsAt, endsAt, status, roomId, heat } =
  campaignSchema.properties

export const campaignDataSchema = Type.Object(
  {
    title,
    currency,
    goalAmount,
    slug: Type.Optional(slug),
    story: Type.Optional(story),
    suggestions: Type.Optional(suggestions),
    startsAt: Type.Optional(startsAt),
    endsAt: Type.Optional(endsAt),
    roomId: Type.Optional(roomId),
    heat: Type.Optional(heat),
    status: Type.Optional(OneOf('draft', 'live'))
  },
  { $id: 'CampaignData', additionalProperties: false }
)
export type CampaignData = Static<typeof campaignDataSchema>

/** The currency stays: what was given in it cannot be told in another. */
export const campaignPatchSchema = Type.Partial(
  Type.Object({ title, slug, story, goalAmount, suggestions, startsAt, endsAt, roomId, heat, status }),
  { $id: 'CampaignPatch', additionalProperties: false, minProperties: 1 }
)
export type CampaignPatch = Static<typeof campaignPatchSchema>

export const campaignQuerySchema = querySchema(campaignSchema, {
  fields: ['id', 'slug', 'status', 'roomId', 'createdAt']
})
export type CampaignQuery = QueryOf<Campaign, 'id' | 'slug' | 'status' | 'roomId' | 'createdAt'>
