import { v7 as uuidv7 } from 'uuid'
import { expect, test } from 'vitest'
import { aHearth } from '../support/create-app.ts'
import { aPerson } from '../support/people.ts'

test('the message of an anonymous gift is reported without telling anybody whose it is', async () => {
  const hearth = await aHearth()
  const [owner, ana, ben] = [await aPerson(hearth, 'mina'), await aPerson(hearth, 'ana'), await aPerson(hearth, 'ben')]
  const room = await owner.service('rooms').create({ name: 'Garden', visibility: 'public' })
  await ben.service('memberships').create({ roomId: room.id })
  const campaign = await owner.service('campaigns').create({
    ...{ title: 'Roof', currency: 'EUR', goalAmount: 100_000, status: 'live', roomId: room.id }
  })
  const told = ben.hears<{ id: string }>('messages created')
  await owner.service('offline-gifts').create({
    ...{ id: uuidv7(), campaignId: campaign.id, amount: 500, currency: 'EUR', method: 'cash', userId: ana.id },
    ...{ visibility: 'anonymous', message: 'Read this' }
  })
  const report = await ben.service('reports').create({ messageId: (await told).id, reason: 'abuse' })
  expect(report).toMatchObject({ subjectId: null, context: [{ userId: null, text: 'Read this' }] })
  const [seen] = (await owner.service('reports').find({ query: { status: 'open' } })).data
  expect(JSON.stringify(seen)).not.toContain(ana.id)
})
