import { Type } from '@feathersjs/typebox'
import { listing, page, reads, Text, type Endpoint } from '../endpoint.ts'
import { eventObject } from '../objects/event.ts'
import { found } from '../refusals.ts'
import type { EventRow } from '../rows.ts'

const query = {
  ...listing,
  type: Type.Optional(Text(64)),
  types: Type.Optional(Type.Array(Text(64), { maxItems: 20 })),
  delivery_success: Type.Optional(Type.Boolean())
}

export const eventEndpoints: Endpoint[] = [
  reads('/v1/events', query, async ({ db }, { type, types, ...params }) => {
    const rows = db('sandboxEvents')
    if (type) void rows.where({ type })
    if (types) void rows.whereIn('type', types)
    return page<EventRow>('/v1/events', rows, params, (row) => eventObject(row))
  }),
  reads('/v1/events/:id', {}, async ({ db }, _params, id) => {
    const row: EventRow | undefined = await db('sandboxEvents').where({ id }).first()
    return eventObject(found(row, 'event', id))
  })
]
