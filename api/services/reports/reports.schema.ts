import { Type, type Static } from '@feathersjs/typebox'
import { Id, Nullable, OneOf, querySchema, Text, Time, type QueryOf } from '../../validators.ts'

/** A message as it stood when it was reported. */
const saidSchema = Type.Object(
  { id: Id(), userId: Nullable(Id()), text: Type.String(), createdAt: Time() },
  { additionalProperties: false }
)

/** Somebody asks those who keep order to look at a message or a person. */
export const reportSchema = Type.Object(
  {
    id: Id(),
    userId: Id('who reports'),
    subjectId: Nullable(Id('who is reported; null: whoever gave an anonymous gift')),
    messageId: Nullable(Id()),
    roomId: Nullable(Id()),
    reason: OneOf('spam', 'abuse', 'illegal', 'other'),
    text: Text({ maxLength: 1000 }),
    context: Type.Array(saidSchema, {
      description: 'what was said around the message then: three before, three after'
    }),
    status: OneOf('open', 'resolved', 'dismissed'),
    note: Type.Optional(Nullable(Text({ maxLength: 1000, description: 'for those who keep order only' }))),
    resolvedBy: Nullable(Id()),
    resolvedAt: Nullable(Time()),
    createdAt: Time()
  },
  { $id: 'Report', additionalProperties: false }
)
export type Report = Static<typeof reportSchema>

const { reason, text, note } = reportSchema.properties

/** A message (`messageId`) or a person (`userId`). */
export const reportDataSchema = Type.Object(
  { messageId: Type.Optional(Id()), userId: Type.Optional(Id()), reason, text: Type.Optional(text) },
  { $id: 'ReportData', additionalProperties: false, oneOf: [{ required: ['messageId'] }, { required: ['userId'] }] }
)
export type ReportData = Static<typeof reportDataSchema>

export const reportPatchSchema = Type.Object(
  { status: Type.Optional(reportSchema.properties.status), note },
  { $id: 'ReportPatch', additionalProperties: false, minProperties: 1 }
)
export type ReportPatch = Static<typeof reportPatchSchema>

export const reportQuerySchema = querySchema(reportSchema, {
  fields: ['id', 'status', 'roomId', 'subjectId', 'userId', 'createdAt'],
  sort: ['id', 'status', 'createdAt']
})
export type ReportQuery = QueryOf<Report, 'id' | 'status' | 'roomId' | 'subjectId' | 'userId' | 'createdAt'>
