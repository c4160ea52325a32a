import type { HookContext } from '../../../declarations.ts'
import type { DonationRow } from '../../../payments/rows.ts'
import { isTreasurer } from '../../../policy.ts'
import { awaitsTransfer, bankAccount, outward } from '../outward.ts'

/** A gift as its donor and the treasurers may see it. */
export const showGift = async (context: HookContext) => {
  const { app, params } = context
  const { actor, provider } = params
  const result = context.result as DonationRow | { data: DonationRow[] }
  const rows = 'data' in result ? result.data : [result]
  const bank = rows.some(awaitsTransfer) ? await bankAccount(app) : undefined
  const selected = params.query?.$select as string[] | undefined
  const keepsBooks = !provider || (actor !== undefined && isTreasurer(actor))
  const shown = rows.map((row) => {
    const isMine = !provider || row.userId === actor?.userId
    return outward(row, { isMine, keepsBooks }, bank, selected)
  })
  context.result = 'data' in result ? { ...result, data: shown } : shown[0]
}
