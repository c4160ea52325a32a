import { v7 as uuidv7 } from 'uuid'
import { expect, test } from 'vitest'
import { aHearth } from '../support/create-app.ts'
import { aPerson } from '../support/people.ts'

test('who is muted gives, and does not speak through it', async () => {
  const hearth = await aHearth()
  const [owner, ana] = [await aPerson(hearth, 'mina'), await aPerson(hearth, 'ana')]
  const campaign = await owner.service('campaigns').create({
    ...{ title: 'Roof', currency: 'EUR', goalAmount: 100_000, status: 'live' }
  })
  await owner.service('sanctions').create({ kind: 'mute', userId: ana.id, endsAt: Date.now() + 3600_000 })
  const gift = { campaignId: campaign.id, amount: 500, currency: 'EUR' }
  const spoken = await ana.rest('POST', '/api/donations', { ...gift, id: uuidv7(), message: 'Hear me' })
  expect(spoken.body.data.reason).toBe('muted')
  expect((await ana.rest('POST', '/api/donations', { ...gift, id: uuidv7() })).body.status).toBe('pending')
})
