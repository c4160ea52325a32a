import { Type, type Static } from '@feathersjs/typebox'
import { Nullable, OneOf, Time } from '../../validators.ts'

/** How this server is: for those who run it. */
export const diagnosticSchema = Type.Object(
  {
    version: Type.String(),
    node: Type.String(),
    startedAt: Time(),
    database: Type.Object({
      kind: OneOf('sqlite', 'postgres'),
      bytes: Nullable(Type.Integer()),
      ms: Type.Number({ description: 'how long a small question takes' })
    }),
    sockets: Type.Object({ here: Type.Integer({ description: 'on this node' }), people: Type.Integer() }),
    mail: Type.Object({ configured: Type.Boolean(), waiting: Type.Integer(), failed: Type.Integer() }),
    disk: Type.Object({ free: Type.Integer(), total: Type.Integer() }, { description: 'bytes, of the data folder' }),
    redis: OneOf('off', 'up', 'down'),
    memory: Type.Integer({ description: 'bytes' })
  },
  { $id: 'Diagnostic', additionalProperties: false }
)
export type Diagnostic = Static<typeof diagnosticSchema>
