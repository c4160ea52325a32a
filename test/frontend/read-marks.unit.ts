import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ReadMarks } from '../../frontend/features/memberships/read-marks.ts'

let told: number[]
let fault: Error | undefined
let marks: ReadMarks

beforeEach(() => {
  vi.useFakeTimers()
  told = []
  fault = undefined
  marks = new ReadMarks((_room, seq) => {
    told.push(seq)
    return fault ? Promise.reject(fault) : Promise.resolve()
  })
})
afterEach(() => {
  marks.stop()
  vi.useRealTimers()
})

test('tells at once, then at most every 750 ms, always the newest', async () => {
  for (const seq of [1, 2, 3]) marks.mark('r', seq)
  expect(told).toEqual([1])
  await vi.advanceTimersByTimeAsync(750)
  expect(told).toEqual([1, 3])
})

test('never goes backwards, also not behind another device', () => {
  marks.known('r', 10)
  marks.mark('r', 9)
  marks.mark('r', 10)
  expect(told).toEqual([])
  marks.mark('r', 11)
  expect(told).toEqual([11])
})

test('rooms do not wait for each other', () => {
  marks.mark('one', 1)
  marks.mark('two', 1)
  expect(told).toEqual([1, 1])
})

test('what could not be told is told when the line is back; a refusal is not repeated', async () => {
  fault = new Error('operation has timed out')
  marks.mark('r', 5)
  await vi.advanceTimersByTimeAsync(2_000)
  marks.flush()
  expect(told).toEqual([5, 5])
  fault = Object.assign(new Error('Not found'), { code: 404 })
  await vi.advanceTimersByTimeAsync(2_000)
  marks.flush()
  await vi.advanceTimersByTimeAsync(2_000)
  marks.flush()
  expect(told).toEqual([5, 5, 5])
})

test('what was said just before the line broke and came back is said once more', async () => {
  let lose: (reason: Error) => void = () => undefined
  const lost = new Promise<void>((_resolve, reject) => (lose = reject))
  const answers = [lost, Promise.resolve()]
  marks = new ReadMarks((_room, seq) => {
    told.push(seq)
    return answers.shift() ?? Promise.resolve()
  })
  marks.mark('r', 5)
  await vi.advanceTimersByTimeAsync(100)
  marks.flush()
  expect(told).toEqual([5, 5])
  lose(new Error('operation has timed out'))
  await vi.advanceTimersByTimeAsync(5_000)
  expect(told).toEqual([5, 5])
})
