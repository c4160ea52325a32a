import type { Paginated, Params } from '@feathersjs/feathers'
import type { Application } from '../../declarations.ts'
import { refusal } from '../../errors.ts'
import { protect } from '../../hooks/protect.ts'
import { exponentOf } from '../../payments/currencies.ts'
import { balancePolicy } from './balances.policy.ts'
import { balanceQuerySchema, type Balance, type BalanceQuery } from './balances.schema.ts'
import { balanceMethods, balancePath } from './balances.shared.ts'
import { bookedOf, type Booked } from './booked.ts'

declare module '../../declarations.ts' {
  interface ServiceTypes {
    [balancePath]: BalanceService
  }
}

/** Where the money of a campaign is, a record for each currency in which something was booked. */
class BalanceService {
  // not #private: Feathers calls services through an object that inherits from them
  private readonly app: Application
  constructor(app: Application) {
    this.app = app
  }

  async find({ query }: Params<BalanceQuery> = {}): Promise<Paginated<Balance>> {
    const { campaignId } = query!
    const { read } = this.app.get('database')
    const { test } = this.app.get('payments')
    const campaign = await read('campaigns').where({ id: campaignId }).whereNot({ status: 'draft' }).first('id')
    if (!campaign) throw refusal('not_found')
    const booked = await bookedOf(read, campaignId, test)
    const currencies = [...new Set(booked.map(({ currency }) => currency))].sort()
    const data = currencies.map((currency) => ({
      ...{ campaignId, currency, exponent: exponentOf(currency), test },
      ...sumsOf(booked.filter((line) => line.currency === currency))
    }))
    return { total: data.length, limit: data.length, skip: 0, data }
  }
}

/** Income is negative in the books. */
export const sumsOf = (booked: readonly Booked[]) => {
  const sum = (wanted: (line: Booked) => boolean) => booked.filter(wanted).reduce((all, { amount }) => all + amount, 0)
  const income = (...kinds: string[]) => sum(({ part, kind }) => part === 'income' && kinds.includes(kind))
  return {
    given: -income('charge', 'offline'),
    fees: sum(({ part }) => part === 'expense'),
    givenBack: income('refund', 'refund_failed'),
    takenBack: income('dispute_lost'),
    held: sum(({ part }) => part === 'liability'),
    there: sum(({ part }) => part === 'asset')
  }
}

export const balances = (app: Application) => {
  app.use(balancePath, new BalanceService(app), { methods: [...balanceMethods] })
  protect(app, balancePath, { query: balanceQuerySchema, policy: balancePolicy })
}
