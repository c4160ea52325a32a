import { beforeAll, expect, test } from 'vitest'
import { syncSubscription } from '../../api/payments/renewals.ts'
import { aGiving, collect, give, type Giving } from '../support/giving.ts'

let giving: Giving
beforeAll(async () => {
  giving = await aGiving()
})

/** A monthly gift, and how to hold back what the provider answers about it. */
const aPromise = async () => {
  const { ana, control, hearth } = giving
  const { subscriptionId } = await give(ana, await collect(giving), { interval: 'month' })
  const id = String(subscriptionId)
  const [ref] = (await control.subscriptions()).map((subscription) => subscription.id)
  const { provider } = hearth.app.get('payments')
  const { fetchSubscription } = provider
  /** Asks how it stands now; what is answered comes in when the function that this answers is called. */
  const ask = async () => {
    let arrive: () => void = () => undefined
    const road = new Promise<void>((resolve) => (arrive = resolve))
    let sync: Promise<unknown> = Promise.resolve()
    await new Promise<void>((answered) => {
      provider.fetchSubscription = async (asked) => {
        provider.fetchSubscription = fetchSubscription
        const answer = await fetchSubscription(asked)
        answered()
        await road
        return answer
      }
      sync = syncSubscription(hearth.app, String(ref))
    })
    return async () => {
      arrive()
      await sync
      return ana.service('subscriptions').get(id)
    }
  }
  return { change: (patch: object) => ana.service('subscriptions').patch(id, patch), ask }
}

test('a monthly gift that was paused stays so when an older answer comes in', async () => {
  const { change, ask } = await aPromise()
  const arrived = await ask()
  expect(await change({ status: 'paused' })).toMatchObject({ status: 'paused' })
  expect(await arrived()).toMatchObject({ status: 'paused' })
})

test('one that goes on again goes on', async () => {
  const { change, ask } = await aPromise()
  await change({ status: 'paused' })
  const arrived = await ask()
  expect(await change({ status: 'active' })).toMatchObject({ status: 'active' })
  expect(await arrived()).toMatchObject({ status: 'active' })
})

test('one that has another amount keeps it', async () => {
  const { change, ask } = await aPromise()
  const arrived = await ask()
  expect(await change({ amount: 4000 })).toMatchObject({ amount: 4000 })
  expect(await arrived()).toMatchObject({ amount: 4000 })
})
