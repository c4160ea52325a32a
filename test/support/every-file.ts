import { afterAll, afterEach, expect } from 'vitest'
import { endAll, findLeaks, isTimeToLook, watched } from './endings.ts'

const expectNoLeaks = async () => expect(await findLeaks(), 'secrets that leaked').toEqual([])

afterEach(async () => {
  if (isTimeToLook()) await expectNoLeaks()
})

afterAll(async () => {
  try {
    await expectNoLeaks()
  } finally {
    watched.clear()
    await endAll()
  }
})
