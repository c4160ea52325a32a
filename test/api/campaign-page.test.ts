import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Balance, Supporters } from '../../api/client.ts'
import { aDonor, aGiving, collect, give, paymentOf, reasonOf, settled } from '../support/giving.ts'
import type { Collection, Giving } from '../support/giving.ts'
import { request, type Somebody } from '../support/people.ts'

let giving: Giving
let roof: Collection
let [bea, cid]: Somebody[] = []
beforeAll(async () => {
  giving = await aGiving()
  ;[bea, cid] = [await aDonor(giving), await aDonor(giving)]
})
beforeEach(async () => {
  roof = await collect(giving)
})

const DAY = 24 * 3600_000
const refund = async (id: string, amount: number) => {
  await giving.treasurer.service('refunds').create({ donationId: id, reason: 'asked for', amount })
  return settled(giving, { id })
}
/** As somebody without an account reads it. */
const read = async <T>(path: string) => (await request(giving.hearth.url, 'GET', path)).body as T
const supporters = (more = '') => read<Supporters>(`/api/supporters?campaignId=${roof.campaign.id}${more}`)
const sums = async () => (await read<{ data: Balance[] }>(`/api/balances?campaignId=${roof.campaign.id}`)).data
const standing = ({ data }: Supporters) => data.map(({ userId, amount }) => [userId, amount])
/** Given so long ago. */
const age = async (ids: string[], ms: number) =>
  giving.hearth.app
    .get('database')
    .transaction((trx) => trx('donations').whereIn('id', ids).decrement('succeededAt', ms))

describe('the supporters of a campaign', () => {
  test('stand by what they gave, equal sums by time, and strangers read their names', async () => {
    const { ana } = giving
    await give(bea!, roof, { amount: 3000 })
    await give(ana, roof, { amount: 1000 })
    await give(cid!, roof, { amount: 3000 })
    await give(ana, roof, { amount: 1500 })
    const page = await supporters()
    expect(standing(page)).toEqual([
      [bea!.id, 3000],
      [cid!.id, 3000],
      [ana.id, 2500]
    ])
    const profile = await giving.ben.service('profiles').get(ana.id)
    expect(page.data[2]).toMatchObject({ name: profile.displayName, currency: 'EUR', exponent: 2 })
    expect(page).toMatchObject({ total: 3, kindSouls: 0 })
    expect(standing(await supporters('&$limit=1&$skip=1'))).toEqual([[cid!.id, 3000]])
    expect(await giving.ben.service('supporters').find({ query: { campaignId: roof.campaign.id } })).toEqual(page)
  })

  test('never stand higher for a sum that is hidden, and kind souls are only counted', async () => {
    const { ana } = giving
    await give(bea!, roof, { amount: 9000, visibility: 'amount_hidden' })
    await give(ana, roof, { amount: 700 })
    await give(cid!, roof, { amount: 500 })
    await give(cid!, roof, { amount: 8000, visibility: 'amount_hidden' })
    const { id } = await give(ana, roof, { amount: 5000, visibility: 'anonymous' })
    const page = await supporters()
    expect(standing(page)).toEqual([
      [ana.id, 700],
      [cid!.id, 500],
      [bea!.id, null]
    ])
    expect(page).toMatchObject({ total: 3, kindSouls: 1 })
    expect(JSON.stringify(page)).not.toMatch(new RegExp(`${id}|5000|5700|8000|8500|9000`))
    // who hides it later leaves the list
    const [own] = (
      await ana.service('donations').find({ query: { campaignId: roof.campaign.id, $sort: { amount: 1 } } })
    ).data
    await ana.service('donations').patch(own!.id, { visibility: 'anonymous' })
    expect(await supporters()).toMatchObject({ total: 2, kindSouls: 2 })
  })

  test('drop with what goes back, and count as much as is left of it', async () => {
    const { ana } = giving
    const [first, second] = [await give(ana, roof, { amount: 4000 }), await give(bea!, roof, { amount: 3000 })]
    await refund(first.id, 1500)
    expect(standing(await supporters())).toEqual([
      [bea!.id, 3000],
      [ana.id, 2500]
    ])
    await refund(second.id, 3000)
    expect(standing(await supporters())).toEqual([[ana.id, 2500]])
  })

  test('of a week are those who gave within seven days', async () => {
    const { ana } = giving
    const [old, anonymous] = [
      await give(ana, roof, { amount: 4000 }),
      await give(cid!, roof, { amount: 400, visibility: 'anonymous' })
    ]
    await give(bea!, roof, { amount: 100 })
    await age([old.id, anonymous.id], 8 * DAY)
    expect(await supporters('&period=week')).toMatchObject({ total: 1, kindSouls: 0, data: [{ userId: bea!.id }] })
    expect(await supporters('&period=all')).toMatchObject({ total: 2, kindSouls: 1, data: [{ userId: ana.id }, {}] })
  })

  test('without an account are named as they were recorded, and their gift is not given away by its id', async () => {
    const cash = { amount: 600, currency: 'EUR', method: 'cash', campaignId: roof.campaign.id, donorName: 'Grandma' }
    const { id } = await giving.treasurer.service('offline-gifts').create(cash as never)
    const { data } = await supporters()
    expect(data).toMatchObject([{ userId: null, name: 'Grandma', amount: 600 }])
    expect(data[0]?.id).not.toBe(id)
    const gifts = await giving.ben.service('gifts').find({ query: { campaignId: roof.campaign.id } })
    expect(gifts.data.map((gift) => gift.id)).toEqual([data[0]?.id])
  })

  test('of a draft are asked for in vain', async () => {
    const { id } = await giving.treasurer
      .service('campaigns')
      .create({ title: 'A secret plan', currency: 'EUR', goalAmount: 1 })
    for (const path of ['supporters', 'balances'] as const)
      expect(await reasonOf(giving.treasurer.service(path).find({ query: { campaignId: id } }))).toBe('not_found')
  })
})

describe('where the money is', () => {
  test('is nowhere before the first gift', async () => {
    expect(await sums()).toEqual([])
  })

  test('adds up to the minor unit through fees, refunds and disputes', async () => {
    const { ana, control } = giving
    const first = await give(ana, roof, { amount: 2500, coverFees: true })
    const second = await give(bea!, roof, { amount: 4000 })
    const third = await give(cid!, roof, { amount: 1000 })
    // 1.5 % and 25 cents of each
    const fees = 63 + 85 + 40
    const given = 2564 + 4000 + 1000
    const start = { currency: 'EUR', exponent: 2, test: true, given, givenBack: 0, takenBack: 0, held: 0 }
    expect(await sums()).toMatchObject([{ ...start, fees, there: given - fees }])

    await refund(first.id, 1000)
    const dispute = await control.dispute(await paymentOf(giving, second))
    await settled(giving, second)
    const [open] = await sums()
    expect(open).toMatchObject({ given, givenBack: 1000, held: 4000, takenBack: 0 })
    expectToAddUp(open)

    await control.decide(String(dispute?.id), 'lost')
    await settled(giving, second)
    await refund(third.id, 1000)
    const [late] = await sums()
    expect(late).toMatchObject({ given, givenBack: 2000, held: 0, takenBack: 4000 })
    expectToAddUp(late)
    const raised = (await giving.ben.service('campaigns').get(roof.campaign.id)).raisedAmount
    expect(raised).toBe(2500 - Math.floor((1000 * 2500) / 2564))
  })

  const expectToAddUp = (balance?: Balance) => {
    const { given, fees, givenBack, takenBack, held, there } = balance!
    expect(given - fees - givenBack - takenBack - held).toBe(there)
  }

  test('is a table for who is signed in: sums of a day, which tell of no gift and add up to the same', async () => {
    const gift = await give(giving.ana, roof, { amount: 2500 })
    await give(bea!, roof, { amount: 1234, visibility: 'amount_hidden' })
    await refund(gift.id, 2500)
    const page = (token?: string) =>
      fetch(`${giving.hearth.url}/exports/books.csv?campaignId=${roof.campaign.id}`, {
        headers: token ? { Authorization: `Bearer ${token}` } : {}
      })
    expect((await page()).status).toBe(401)
    const answer = await page(giving.ben.token)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8'])
    const text = await answer.text()
    for (const secret of [gift.id, giving.ana.id, '1234', '12.34']) expect(text).not.toContain(secret)
    const [head, ...lines] = text.trim().split('\r\n')
    expect(head).toMatch(/day,kind,account,amount,currency,bookings$/)
    const today = new Date().toISOString().slice(0, 10)
    expect(lines).toContain(`${today},charge,test:asset:stripe:EUR,37.34,EUR,2`)
    const there = lines
      .filter((line) => line.includes(':asset:'))
      .reduce((sum, line) => sum + Math.round(Number(line.split(',')[3]) * 100), 0)
    expect(there).toBe((await sums())[0]?.there)
    const wrong = [`${giving.hearth.url}/exports/books.csv`, `${giving.hearth.url}/exports/books.csv?campaignId=x`]
    for (const url of wrong)
      expect((await fetch(url, { headers: { Authorization: `Bearer ${giving.ben.token}` } })).status).toBe(400)
  })
})

test('a campaign shows its warmth only where those who keep it want so, and everybody hears of it', async () => {
  const { campaign } = roof
  expect(campaign.heat).toBe(false)
  const heard = giving.ben.hears('campaigns patched')
  expect(await giving.treasurer.service('campaigns').patch(campaign.id, { heat: true })).toMatchObject({ heat: true })
  expect(await heard).toMatchObject({ id: campaign.id, heat: true })
  expect((await read<{ heat: boolean }>(`/api/campaigns/${campaign.id}`)).heat).toBe(true)
  expect(await reasonOf(giving.ana.service('campaigns').patch(campaign.id, { heat: false }))).toBe('not_treasurer')
})
