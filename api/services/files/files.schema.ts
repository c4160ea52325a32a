import { Type, type Static } from '@feathersjs/typebox'
import { Id, OneOf, querySchema, Time, type QueryOf } from '../../validators.ts'

/** An uploaded image, served from /files/<id>. Made by `POST /files` with the bytes as the body. */
export const fileSchema = Type.Object(
  {
    id: Id(),
    userId: Id('who uploaded it'),
    type: OneOf('image/webp'),
    size: Type.Integer({ description: 'bytes' }),
    width: Type.Integer({ description: 'px' }),
    height: Type.Integer({ description: 'px' }),
    url: Type.String(),
    createdAt: Time()
  },
  { $id: 'File', additionalProperties: false }
)
export type StoredFile = Static<typeof fileSchema>

export const fileQuerySchema = querySchema(fileSchema, { fields: ['id', 'createdAt'] })
export type FileQuery = QueryOf<StoredFile, 'id' | 'createdAt'>
