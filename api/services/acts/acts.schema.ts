import { Type, type Static } from '@feathersjs/typebox'
import { Id, Nullable, querySchema, Time, type QueryOf } from '../../validators.ts'

/** Something that was done with power: by those who run the place, keep order or keep the books. Never changed, never deleted. */
export const actSchema = Type.Object(
  {
    id: Id(),
    userId: Nullable(Id('who did it; null: the server itself')),
    action: Type.String({ maxLength: 40, description: 'noun and verb: users.role' }),
    subjectId: Nullable(Id('whom it was about')),
    roomId: Nullable(Id()),
    recordId: Nullable(Id()),
    details: Type.Record(Type.String(), Type.Unknown(), { description: 'what changed, from and to' }),
    address: Nullable(Type.String({ description: 'the network it came from' })),
    createdAt: Time()
  },
  { $id: 'Act', additionalProperties: false }
)
export type Act = Static<typeof actSchema>

export const actQuerySchema = querySchema(actSchema, {
  fields: ['id', 'userId', 'action', 'subjectId', 'roomId', 'createdAt'],
  sort: ['id', 'createdAt']
})
export type ActQuery = QueryOf<Act, 'id' | 'userId' | 'action' | 'subjectId' | 'roomId' | 'createdAt'>
