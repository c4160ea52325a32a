import { setImmediate as turn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { together } from '../../api/together.ts'

/** Groups as they were done, each of them in two turns of the event loop. */
const aWay = (most = 64) => {
  const groups: number[][] = []
  const add = together(
    async (items: readonly number[]) => {
      groups.push([...items])
      await turn()
      await turn()
      return items.map((item) => () => {
        if (item < 0) throw new Error(`${item} was refused`)
        return item * 10
      })
    },
    { most, laneOf: (item) => Math.floor(Math.abs(item) / 100) }
  )
  return { groups, add }
}

test('what comes in one turn, or while others are done, is done together and answered in its order', async () => {
  const { groups, add } = aWay()
  const told: number[] = []
  const tell = (item: number) => add(item).then((answer) => void told.push(answer))
  const first = [tell(1), tell(2)]
  await turn()
  await turn()
  await Promise.all([...first, tell(3), tell(4), tell(5)])
  expect(groups).toEqual([
    [1, 2],
    [3, 4, 5]
  ])
  expect(told).toEqual([10, 20, 30, 40, 50])
})

test('one that is refused takes nobody with it; no more than allowed go together; lanes do not wait for each other', async () => {
  const { groups, add } = aWay(2)
  const outcomes = await Promise.allSettled([1, -2, 3, 101].map(add))
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled'])
  expect(groups).toEqual([[1, -2], [101], [3]])
})

test('those who come back at once when they were told are waited for, and go together again', async () => {
  const { groups, add } = aWay()
  const talker = async (n: number) => {
    // as over a line: each is back a little later than the one before
    for (let i = 0; i < 20; i++) {
      await add(n)
      for (let turns = 0; turns < n; turns++) await turn()
    }
  }
  await Promise.all([1, 2, 3, 4].map(talker))
  expect(groups.filter(({ length }) => length === 4).length).toBeGreaterThan(12)
})

test('who comes alone does not wait for others who came before', async () => {
  const { add } = aWay()
  await Promise.all([1, 2, 3, 4].map(add))
  await add(5)
  let turns = 0
  let counts = true
  const count = () => {
    turns++
    if (counts) setImmediate(count)
  }
  setImmediate(count)
  for (let i = 0; i < 20; i++) await add(6)
  counts = false
  // one before and two in the work; half a millisecond would be dozens
  expect(turns).toBeLessThan(20 * 6)
})
