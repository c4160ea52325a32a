import type { Knex } from 'knex'
import { verifyLedger } from './ledger.ts'
import { totalsOf } from './totals.ts'

/** The chain and the sums of the ledger, and that what campaigns show is what it says. */
export const verifyBooks = async (db: Knex): Promise<string[]> => {
  const wrong = await verifyLedger(db)
  const campaigns: Shown[] = await db('campaigns').select('id', 'title', ...SHOWN.live, ...SHOWN.test)
  for (const campaign of campaigns)
    for (const mode of ['live', 'test'] as const) {
      const { raised, gifts, people } = await totalsOf(db, campaign.id, mode === 'test')
      const [sum, count, persons] = SHOWN[mode].map((name) => Number(campaign[name]))
      if (persons !== people)
        wrong.push(`“${campaign.title}” shows ${String(persons)} people, the ledger says ${String(people)}`)
      if (sum !== raised || count !== gifts)
        wrong.push(
          `“${campaign.title}” shows ${String(sum)} from ${String(count)} gifts, the ledger says ${String(raised)} from ${String(gifts)}`
        )
    }
  return wrong
}

const SHOWN = {
  live: ['raisedAmount', 'giftCount', 'peopleCount'],
  test: ['testRaisedAmount', 'testGiftCount', 'testPeopleCount']
} as const
/** SQLite and PostgreSQL differ in how they answer large numbers. */
type Shown = { id: string; title: string } & Record<(typeof SHOWN)[keyof typeof SHOWN][number], number | string>
