import { Type, type Static } from '@feathersjs/typebox'
import { Id, querySchema, Time, type QueryOf } from '../../validators.ts'

/** Somebody does not want to hear from somebody: no conversation of the two, and their messages folded away. */
export const blockSchema = Type.Object(
  { id: Id(), userId: Id('who blocks'), blockedId: Id(), createdAt: Time() },
  { $id: 'Block', additionalProperties: false }
)
export type Block = Static<typeof blockSchema>

export const blockDataSchema = Type.Object(
  { userId: Id('whom to block') },
  { $id: 'BlockData', additionalProperties: false }
)
export type BlockData = Static<typeof blockDataSchema>

export const blockQuerySchema = querySchema(blockSchema, { fields: ['id', 'blockedId', 'createdAt'] })
export type BlockQuery = QueryOf<Block, 'id' | 'blockedId' | 'createdAt'>
