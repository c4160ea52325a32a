import { Type, type Static } from '@feathersjs/typebox'
import { Id, Line, Nullable, OneOf, querySchema, Text, Time, type QueryOf } from '../../validators.ts'

/** A room and the head of its log: `lastSeq` numbers its newest message, `lastRev` its newest change. */
export const roomSchema = Type.Object(
  {
    id: Id(),
    slug: Type.String({
      maxLength: 80,
      pattern: '^[\\p{Ll}\\p{Lo}\\p{Lm}\\p{M}\\p{N}]+(?:-[\\p{Ll}\\p{Lo}\\p{Lm}\\p{M}\\p{N}]+)*$',
      reason: 'invalid_slug',
      description: 'the room in addresses: /r/<slug>; of a direct room its id'
    }),
    name: Line({ minLength: 1, maxLength: 80, reason: 'invalid_name', description: 'empty in a direct room' }),
    topic: Text({ maxLength: 250 }),
    visibility: OneOf('public', 'private', 'direct'),
    posting: OneOf('members', 'moderators'),
    slowSeconds: Type.Integer({
      minimum: 0,
      maximum: 21_600,
      description: 'so long a member waits between two messages; 0: not at all'
    }),
    lastSeq: Type.Integer({ minimum: 0 }),
    lastRev: Type.Integer({ minimum: 0 }),
    archivedAt: Nullable(Time('read only since;')),
    createdAt: Time()
  },
  { $id: 'Room', additionalProperties: false }
)
export type Room = Static<typeof roomSchema>

const { slug, name, topic } = roomSchema.properties
const own = { slug: Type.Optional(slug), topic: Type.Optional(topic) }
const openOrClosed = OneOf('public', 'private')

/** A named room; without `slug` one is made of its name. */
const namedRoomSchema = Type.Object({ name, ...own, visibility: openOrClosed }, { additionalProperties: false })
/** A direct room of the caller and `userIds`: it exists once for each set of people, and asking again answers it. */
const directRoomSchema = Type.Object(
  {
    visibility: Type.Literal('direct'),
    userIds: Type.Array(Id(), { minItems: 1, maxItems: 9, uniqueItems: true })
  },
  { additionalProperties: false }
)
export const roomDataSchema = Type.Object(
  {
    ...own,
    name: Type.Optional(name),
    visibility: roomSchema.properties.visibility,
    userIds: Type.Optional(directRoomSchema.properties.userIds)
  },
  {
    $id: 'RoomData',
    additionalProperties: false,
    if: { properties: { visibility: { const: 'direct' } }, required: ['visibility'] },
    then: directRoomSchema,
    else: namedRoomSchema
  }
)
export type RoomData = Static<typeof namedRoomSchema> | Static<typeof directRoomSchema>

export const roomPatchSchema = Type.Object(
  {
    ...own,
    name: Type.Optional(name),
    visibility: Type.Optional(openOrClosed),
    posting: Type.Optional(roomSchema.properties.posting),
    slowSeconds: Type.Optional(roomSchema.properties.slowSeconds)
  },
  { $id: 'RoomPatch', additionalProperties: false, minProperties: 1 }
)
export type RoomPatch = Static<typeof roomPatchSchema>

export const roomQuerySchema = querySchema(roomSchema, {
  fields: ['id', 'slug', 'visibility', 'createdAt'],
  sort: ['id', 'slug', 'name', 'createdAt'],
  extra: { joined: Type.Boolean(), search: Line({ minLength: 1, maxLength: 80 }) }
})
/** `joined` narrows to the rooms one is, or is not, a member of; `search` to names of which a word begins so. */
export type RoomQuery = QueryOf<
  Room,
  'id' | 'slug' | 'name' | 'visibility' | 'createdAt',
  { joined?: boolean; search?: string }
>
