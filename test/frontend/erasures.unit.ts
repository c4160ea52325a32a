import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Erasures, UNDO_FOR } from '../../frontend/features/messages/erasures.svelte.ts'

const remove = vi.fn<(id: string) => Promise<unknown>>()
const failed = vi.fn()

beforeEach(() => {
  vi.useFakeTimers()
  remove.mockReset().mockResolvedValue(undefined)
  failed.mockReset()
})
afterEach(() => {
  vi.useRealTimers()
})

test('a message is hidden at once and deleted after the time to undo', async () => {
  const erasures = new Erasures(remove)
  erasures.begin('m', failed)
  expect(erasures.has('m')).toBe(true)
  await vi.advanceTimersByTimeAsync(UNDO_FOR - 1)
  expect(remove).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(1)
  expect(remove).toHaveBeenCalledExactlyOnceWith('m')
  expect(erasures.has('m')).toBe(false)
})

test('undone, it shows again and nothing is sent', async () => {
  const erasures = new Erasures(remove)
  erasures.begin('m', failed)
  erasures.undo('m')
  await vi.advanceTimersByTimeAsync(UNDO_FOR)
  expect(erasures.has('m')).toBe(false)
  expect(remove).not.toHaveBeenCalled()
})

test('refused, it shows again with the reason', async () => {
  const refusal = new Error('Not yours')
  remove.mockRejectedValue(refusal)
  const erasures = new Erasures(remove)
  erasures.begin('m', failed)
  await vi.advanceTimersByTimeAsync(UNDO_FOR)
  expect(failed).toHaveBeenCalledExactlyOnceWith(refusal)
  expect(erasures.has('m')).toBe(false)
})

test('the page goes: what is hidden is deleted at once, and only once', async () => {
  const erasures = new Erasures(remove)
  erasures.begin('m', failed)
  erasures.flush()
  await vi.advanceTimersByTimeAsync(UNDO_FOR)
  expect(remove).toHaveBeenCalledTimes(1)
})
