import { Type, type Static } from '@feathersjs/typebox'

/** "Sign out everywhere else": ends all other sessions of the caller, and cuts their sockets. */
export const signOutSchema = Type.Object(
  { ended: Type.Integer({ description: 'how many sessions' }) },
  { $id: 'SignOut', additionalProperties: false }
)
export type SignOut = Static<typeof signOutSchema>

export const signOutDataSchema = Type.Object(
  { tokens: Type.Optional(Type.Boolean({ description: 'personal access tokens too' })) },
  { $id: 'SignOutData', additionalProperties: false }
)
export type SignOutData = Static<typeof signOutDataSchema>
