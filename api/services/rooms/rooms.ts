import type { Application, HookContext, NextFunction } from '../../declarations.ts'
import { perPerson } from '../../hooks/limit-rate.ts'
import { protect } from '../../hooks/protect.ts'
import { searchFor } from '../../hooks/search-for.ts'
import { searchText } from '../../search.ts'
import { Table } from '../../table.ts'
import { recordAct } from '../acts/record-act.ts'
import { asTakenSlug, found } from './hooks/found.ts'
import { roomPolicy } from './rooms.policy.ts'
import {
  roomDataSchema,
  roomPatchSchema,
  roomQuerySchema,
  roomSchema,
  type Room,
  type RoomPatch
} from './rooms.schema.ts'
import { roomMethods, roomPath } from './rooms.shared.ts'
import { roomsOf, visibleRooms } from './visible-rooms.ts'

declare module '../../declarations.ts' {
  interface ServiceTypes {
    [roomPath]: Table<Room>
  }
}

export const rooms = (app: Application) => {
  app.use(roomPath, new Table<Room>(app, 'rooms', roomSchema), { methods: [...roomMethods] })
  app.service(roomPath).hooks({ around: { create: [perPerson('rooms')], patch: [takenSlug] } })
  protect(app, roomPath, {
    query: roomQuerySchema,
    create: roomDataSchema,
    patch: roomPatchSchema,
    policy: roomPolicy,
    scope: visibleRooms,
    roomOf: ({ id }: Room) => id,
    verifiedOnly: ['create', 'patch']
  })
  app.service(roomPath).hooks({
    before: { find: [onlyJoined, searchFor], create: [found], patch: [rename, noteChange], remove: [archive] }
  })
}

const onlyJoined = (context: HookContext) => {
  const { actor, query } = context.params
  const { joined, ...rest } = query ?? {}
  if (joined === undefined || !actor) return
  const mine = { id: { [joined ? '$in' : '$nin']: roomsOf(actor.userId) } }
  context.params = { ...context.params, query: { ...rest, $and: [...(rest.$and ?? []), mine] } }
}

const rename = (context: HookContext) => {
  const { name } = context.data as RoomPatch
  if (name) context.data = { ...(context.data as RoomPatch), search: searchText(name) }
}

const RULES = ['visibility', 'posting', 'slowSeconds'] as const

/** A new topic is talk; who may come in and write is power. */
const noteChange = async (context: HookContext<Table<Room>>) => {
  const { id, params } = context
  const before = params.record as Room | undefined
  const after = context.data as RoomPatch
  const changed = RULES.filter((rule) => before && after[rule] !== undefined && after[rule] !== before[rule])
  if (!before || changed.length === 0) return
  const of = (room: Partial<Room>) => Object.fromEntries(changed.map((rule) => [rule, room[rule]]))
  await recordAct(context, {
    action: 'rooms.patch',
    roomId: String(id),
    details: { before: of(before), after: of(after) }
  })
}

/** The room keeps its history and takes no more messages. */
const archive = async (context: HookContext<Table<Room>>) => {
  const { id, params, service } = context
  context.result = await service._patch(String(id), { archivedAt: Date.now() }, params)
  await recordAct(context, { action: 'rooms.remove', roomId: String(id) })
}

const takenSlug = (_context: HookContext, next: NextFunction) => next().catch(asTakenSlug)
