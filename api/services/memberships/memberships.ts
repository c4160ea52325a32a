import type { Application, HookContext } from '../../declarations.ts'
import { refusal } from '../../errors.ts'
import { present } from '../../hooks/present.ts'
import { protect } from '../../hooks/protect.ts'
import { Table } from '../../table.ts'
import { roomsOf } from '../rooms/visible-rooms.ts'
import type { Room } from '../rooms/rooms.schema.ts'
import { recordAct } from '../acts/record-act.ts'
import { enter } from './hooks/enter.ts'
import { keepAnOwner } from './hooks/keep-an-owner.ts'
import { membershipPolicy } from './memberships.policy.ts'
import {
  membershipDataSchema,
  membershipPatchSchema,
  membershipQuerySchema,
  membershipSchema,
  type Membership,
  type MembershipPatch
} from './memberships.schema.ts'
import { membershipMethods, membershipPath } from './memberships.shared.ts'
import { outward } from './outward.ts'

declare module '../../declarations.ts' {
  interface ServiceTypes {
    [membershipPath]: Table<Membership>
  }
}

export const memberships = (app: Application) => {
  app.use(membershipPath, new Table<Membership>(app, 'memberships', membershipSchema), {
    methods: [...membershipMethods]
  })
  protect(app, membershipPath, {
    query: membershipQuerySchema,
    create: membershipDataSchema,
    patch: membershipPatchSchema,
    policy: membershipPolicy,
    scope: ({ userId }) => ({ roomId: { $in: roomsOf(userId) } }),
    roomOf: ({ roomId }: Membership) => roomId
  })
  app.service(membershipPath).hooks({
    before: { create: [enter], patch: [placeExists, keepAnOwner, noteRole], remove: [keepAnOwner, noteRemoval] },
    after: {
      find: [present(mine)],
      get: [present(mine)],
      create: [answerOutward],
      patch: [answerOutward],
      remove: [answerOutward]
    }
  })
}

const placeExists = ({ data, params }: HookContext) => {
  const { readSeq = 0 } = data as MembershipPatch
  if (readSeq > ((params.place?.room as Room | undefined)?.lastSeq ?? 0)) throw refusal('invalid_cursor')
}

const noteRole = async (context: HookContext) => {
  const { role } = context.data as MembershipPatch
  const { record, provider } = context.params
  const { role: before, userId, roomId } = record as Membership
  if (!provider || !role || role === before) return
  await recordAct(context, { action: 'memberships.role', subjectId: userId, roomId, details: { before, after: role } })
}

/** Leaving is one's own affair; being removed is not. */
const noteRemoval = async (context: HookContext) => {
  const { record, provider, actor } = context.params
  const { userId, roomId } = record as Membership
  if (provider && userId !== actor?.userId)
    await recordAct(context, { action: 'memberships.remove', subjectId: userId, roomId })
}

/** Inside the server rows are whole; outside, only one's own are. */
const mine = (row: Membership, { provider, actor }: HookContext['params']) =>
  provider && row.userId !== actor?.userId ? outward(row) : row

/** The event needs the whole row, for the one it is about; the answer to somebody else does not. */
const answerOutward = (context: HookContext) => {
  context.dispatch = mine(context.result as Membership, context.params)
}
