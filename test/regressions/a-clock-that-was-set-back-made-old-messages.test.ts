import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { aHearth, type TestHearth } from '../support/create-app.ts'
import { aPerson, leavingAfterwards } from '../support/people.ts'

let hearth: TestHearth
beforeAll(async () => {
  hearth = await aHearth()
})
afterEach(() => void vi.restoreAllMocks())

test('a message that is written after the clock was set back is not older than the one above it', async () => {
  const ana = await aPerson(hearth, 'ana')
  leavingAfterwards(ana)
  const { id: roomId } = await ana.service('rooms').create({ name: 'Tower', visibility: 'public' })
  const first = await ana.service('messages').create({ roomId, text: 'before' })
  const now = Date.now.bind(Date)
  vi.spyOn(Date, 'now').mockImplementation(() => now() - 600_000)
  const second = await ana.service('messages').create({ roomId, text: 'after' })
  expect(second.createdAt).toBe(first.createdAt)
  vi.restoreAllMocks()
  // once the clock is beyond, it counts again
  const third = await ana.service('messages').create({ roomId, text: 'later' })
  expect(third.createdAt).toBeGreaterThan(second.createdAt)
})
