import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { sendingNow, Standing, waitingHere } from '../../frontend/features/rooms/standing.svelte.ts'

let standing: Standing
beforeEach(() => {
  vi.useFakeTimers()
  standing = new Standing()
})
afterEach(() => vi.useRealTimers())

test('says nothing of what is over within 2 s', () => {
  for (const truth of ['fine', 'behind', 'away', 'behind', 'fine'] as const) {
    standing.become(truth)
    vi.advanceTimersByTime(1_900)
    expect(standing.said).toBe('nothing')
  }
  vi.advanceTimersByTime(60_000)
  expect(standing.said).toBe('nothing')
})

test('the line being back is not the end of it: what is missing has to be here', () => {
  standing.become('broken')
  expect(standing.said).toBe('broken')
  standing.become('behind')
  expect(standing.said).toBe('behind')
  vi.advanceTimersByTime(60_000)
  expect(standing.said).toBe('behind')
  standing.become('fine')
  expect(standing.said).toBe('caughtUp')
  vi.advanceTimersByTime(3_000)
  expect(standing.said).toBe('nothing')
})

test('being behind with a line that seems fine is said after 2 s', () => {
  standing.become('behind')
  vi.advanceTimersByTime(2_000)
  expect(standing.said).toBe('behind')
})

test('counts in words', () => {
  expect([0, 1, 2].map(waitingHere)).toEqual(['', '1 message waits here.', '2 messages wait here.'])
  expect([0, 1, 3].map(sendingNow)).toEqual(['Catching up…', 'Sending 1 message…', 'Sending 3 messages…'])
})
