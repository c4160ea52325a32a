import { v7 as uuidv7 } from 'uuid'
import type { Application, HookContext } from '../../declarations.ts'
import { refusal } from '../../errors.ts'
import { protect } from '../../hooks/protect.ts'
import { Table } from '../../table.ts'
import { blockPolicy } from './blocks.policy.ts'
import { blockDataSchema, blockQuerySchema, blockSchema, type Block, type BlockData } from './blocks.schema.ts'
import { blockMethods, blockPath } from './blocks.shared.ts'

declare module '../../declarations.ts' {
  interface ServiceTypes {
    [blockPath]: Table<Block>
  }
}

export const blocks = (app: Application) => {
  app.use(blockPath, new Table<Block>(app, 'blocks', blockSchema), { methods: [...blockMethods] })
  protect(app, blockPath, {
    query: blockQuerySchema,
    create: blockDataSchema,
    policy: blockPolicy,
    scope: ({ userId }) => ({ userId })
  })
  app.service(blockPath).hooks({ before: { create: [block] } })
}

/** Blocking once more answers the block that is there. */
const block = async (context: HookContext<Table<Block>>) => {
  const { params, service } = context
  const { userId: blockedId } = context.data as unknown as BlockData
  const { userId } = params.actor!
  const known = await params.transaction!.trx!('users').where({ id: blockedId }).whereNotNull('admittedAt').first('id')
  if (!known) throw refusal('user_not_found')
  const row: Block = { id: uuidv7(), userId, blockedId, createdAt: Date.now() }
  await service.rows(params).insert(row).onConflict(['userId', 'blockedId']).ignore()
  const stored: Block = await service.rows(params).where({ userId, blockedId }).first()
  if (stored.id !== row.id) context.event = null
  context.result = stored
}
