import type { Application, HookContext } from '../../declarations.ts'
import { refusal } from '../../errors.ts'
import { protect } from '../../hooks/protect.ts'
import { isOwner, isTreasurer } from '../../policy.ts'
import { Table } from '../../table.ts'
import { recordAct } from '../acts/record-act.ts'
import { isIban } from '../receipts/bank-transfer.ts'
import { communityPolicy } from './communities.policy.ts'
import {
  communityPatchSchema,
  communityQuerySchema,
  communitySchema,
  type Community,
  type CommunityPatch
} from './communities.schema.ts'
import { communityMethods, communityPath } from './communities.shared.ts'

declare module '../../declarations.ts' {
  interface ServiceTypes {
    [communityPath]: Table<Community>
  }
}

export const communities = (app: Application) => {
  const virtual = ['peopleCount', 'roomCount', 'mail', 'giving', 'guestGifts', 'bankAccount']
  app.use(communityPath, new Table<Community>(app, 'communities', communitySchema, { virtual }), {
    methods: [...communityMethods]
  })
  protect(app, communityPath, {
    query: communityQuerySchema,
    patch: communityPatchSchema,
    policy: communityPolicy,
    needs: { patch: 'session' }
  })
  app.service(communityPath).hooks({ before: { patch: [note, toColumns] }, after: { all: [complete] } })
}

/** Who the community is for, and who comes in, was changed by somebody. */
const note = async (context: HookContext) => {
  const before = context.params.record as Community
  const after = context.data as CommunityPatch
  const names = Object.keys(after) as (keyof CommunityPatch)[]
  const of = (row: CommunityPatch) => Object.fromEntries(names.map((name) => [name, masked(name, row[name])]))
  const details = { before: of(before), after: of(after) }
  await recordAct(context, { action: 'communities.patch', recordId: before.id, details })
}

/** The log is read by more people than the number of the account is for. */
const masked = (name: string, value: unknown) =>
  name === 'bankAccount' && value ? `… ${(value as { iban: string }).iban.slice(-4)}` : value

/** The account is three columns. @throws 400 `invalid_data` when its number cannot be one */
const toColumns = (context: HookContext) => {
  const { bankAccount, ...rest } = context.data as CommunityPatch
  if (bankAccount && !isIban(bankAccount.iban)) throw refusal('invalid_data')
  const none = { accountHolder: null, iban: null, bic: null }
  context.data = { ...rest, ...(bankAccount !== undefined && (bankAccount ?? none)) }
}

/**
 * What is counted and computed: how many people and public rooms there are, which is shown on the door, so no private room is told
 * of, and how one can give.
 */
const complete = async (context: HookContext) => {
  const { app, params, result } = context
  const { actor, provider } = params
  const db = params.transaction?.trx ?? app.get('database').read
  const number = async (query: PromiseLike<unknown>) => Number(((await query) as { n: number }[])[0]?.n)
  const row: Row = await db('communities').first('accountHolder', 'iban', 'bic', 'guestGifts')
  const { guestGifts: allowed, ...account } = row
  const guestGifts = Boolean(allowed)
  const giving = givingOf(app, Boolean(account.iban))
  const mail = app.get('mail').configured
  const mayRead = !provider || (actor && (isOwner(actor) || isTreasurer(actor)))
  const more = {
    ...{ mail, guestGifts },
    peopleCount: await number(db('users').where({ status: 'active' }).whereNotNull('admittedAt').count('id as n')),
    roomCount: await number(db('rooms').where({ visibility: 'public', archivedAt: null }).count('id as n')),
    giving: { ...giving, guests: guestGifts && mail && giving.methods.length > 0 },
    bankAccount: mayRead && account.iban ? account : null
  }
  const page = result as { data?: Community[] }
  context.result = page.data ? { ...page, data: page.data.map((one) => ({ ...one, ...more })) } : { ...page, ...more }
}

interface Row {
  accountHolder: string | null
  iban: string | null
  bic: string | null
  guestGifts: boolean | number
}

const givingOf = (app: Application, hasAccount: boolean): Omit<Community['giving'], 'guests'> => {
  const { mode, test } = app.get('payments')
  const checkout = mode === 'none' ? undefined : app.get('payments').provider.capabilities
  return {
    provider: mode,
    test,
    methods: [...(checkout ? (['checkout'] as const) : []), ...(hasAccount ? (['bank_transfer'] as const) : [])],
    monthly: checkout?.monthly ?? false,
    fees: checkout?.fees ?? { percentBasisPoints: 0, fixed: 0 }
  }
}
