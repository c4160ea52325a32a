import { beforeAll, expect, test } from 'vitest'
import { retryDue } from '../../api/payments/inbox.ts'
import { aGiving, begin, collect, pageOf, settled, type Giving } from '../support/giving.ts'
import { CARDS, payWith } from '../support/sandbox-payer.ts'

let giving: Giving
beforeAll(async () => {
  giving = await aGiving()
})

/** A gift whose donor's card was declined so often. */
const declined = async (times: number) => {
  const donation = await begin(giving.ana, await collect(giving))
  const decline = async () => {
    await payWith(pageOf(giving, donation), CARDS.declined)
    await giving.control.deliver()
  }
  for (let n = 0; n < times; n++) await decline()
  const { app } = giving.hearth
  const { read, transaction } = app.get('database')
  /** As a node leaves them that goes down in the middle, and as they stand while another one still works on them. */
  const cutOff = () =>
    transaction((trx) => trx('paymentEvents').where('refs', 'like', `%${donation.id}%`).update(UNDONE))
  const declines = async () => {
    const row: { declines: number } = await read('donations').where({ id: donation.id }).first('declines')
    return row.declines
  }
  const noted = async () =>
    (await read('donationEvents').where({ donationId: donation.id, toStatus: 'declined' })).length
  return { app, donation, decline, cutOff, declines, noted }
}
const UNDONE = { state: 'new', nextAt: 0, doneAt: null }

test('a notice that is handled again does not bring the checkout nearer to its end', async () => {
  const { app, donation, decline, cutOff, declines, noted } = await declined(1)
  await cutOff()
  await Promise.all([retryDue(app), retryDue(app)])
  await cutOff()
  await retryDue(app)
  expect(await settled(giving, donation)).toMatchObject({ status: 'pending' })
  expect([await declines(), await noted()]).toEqual([1, 1])
  await decline()
  expect([await declines(), await noted()]).toEqual([2, 2])
  expect(await settled(giving, donation)).toMatchObject({ status: 'pending' })
})

test('a checkout that could not be closed is closed by the next try, which counts nothing', async () => {
  const { app, donation, decline, cutOff, declines, noted } = await declined(2)
  await giving.control.setChaos({ api: 'error', apiCalls: 100 })
  await decline()
  expect(await settled(giving, donation)).toMatchObject({ status: 'pending' })
  await giving.control.calm()
  await cutOff()
  await retryDue(app)
  expect(await settled(giving, donation)).toMatchObject({ status: 'expired' })
  expect([await declines(), await noted()]).toEqual([3, 3])
})
