import { setTimeout as wait } from 'node:timers/promises'
import { beforeAll, expect, test } from 'vitest'
import type { Transaction } from '../../api/declarations.ts'
import type { DonationRow } from '../../api/payments/rows.ts'
import { refreshTotals } from '../../api/payments/totals.ts'
import { verifyBooks } from '../../api/payments/verify-books.ts'
import { aHearth, type TestHearth } from '../support/create-app.ts'
import { aPerson, type Somebody } from '../support/people.ts'
import { aCampaign, aGift } from '../support/policies/gift-things.ts'

let hearth: TestHearth
let ana: Somebody
beforeAll(async () => {
  hearth = await aHearth()
  ana = await aPerson(hearth, 'ana')
})

test('a gift that becomes anonymous while another one is booked is counted by both', async () => {
  const cast = { hearth, donor: ana, founder: ana }
  const campaignId = await aCampaign(cast)
  const { read, transaction } = hearth.app.get('database')
  const given = async (): Promise<DonationRow> =>
    read('donations')
      .where({ id: await aGift(cast, { campaignId, userId: ana.id }) })
      .first()
  const [first, second] = [await given(), await given()]
  const count = (trx: unknown, gift: DonationRow) => refreshTotals(hearth.app, { trx } as Transaction, gift)
  let counted: () => void = () => undefined
  const others = new Promise<void>((resolve) => (counted = resolve))
  const changing = transaction(async (trx) => {
    await trx('donations').where({ id: first.id }).update({ visibility: 'anonymous' })
    await count(trx, first)
    counted()
    // long enough for the other one to count by what it sees
    await wait(300)
  })
  await others
  await Promise.all([changing, transaction((trx) => count(trx, second))])
  expect(await verifyBooks(read)).toEqual([])
})
