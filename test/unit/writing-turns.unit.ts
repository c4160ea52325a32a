import { expect, test } from 'vitest'
import { givingTurns } from '../../api/writing-turns.ts'

test('one at a time writes, in the order of asking', () => {
  const given: string[] = []
  const turns = givingTurns((to: string) => given.push(to))
  for (const who of ['one', 'two', 'three']) turns.wanted(who)
  expect(given).toEqual(['one'])
  turns.over('one')
  turns.wanted('one')
  turns.over('two')
  expect(given).toEqual(['one', 'two', 'three'])
  // of somebody else's turn nobody can say that it is over
  turns.over('one')
  expect(given).toHaveLength(3)
  turns.over('three')
  turns.over('one')
  turns.wanted('two')
  expect(given).toEqual(['one', 'two', 'three', 'one', 'two'])
})

test('who is gone has no turn any more, and keeps nobody waiting', () => {
  const given: string[] = []
  const turns = givingTurns((to: string) => given.push(to))
  for (const who of ['one', 'two', 'three']) turns.wanted(who)
  turns.gone('two')
  turns.gone('one')
  expect(given).toEqual(['one', 'three'])
})
