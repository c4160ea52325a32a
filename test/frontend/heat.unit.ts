import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { feedersInWords, heatOf, LEVELS, TOGETHER, type Fed } from '../../frontend/features/campaigns/heat.ts'

const NOW = 1_800_000_000_000
const SECOND = 1_000
let count = 0
/** A gift of so many seconds ago; without `by` nobody is named. */
const gift = (ago: number, by?: string, more: Partial<Fed> = {}): Fed => ({
  ...{
    id: `g${String(++count)}`,
    userId: by ?? null,
    name: by ?? null,
    status: 'given',
    createdAt: NOW - ago * SECOND
  },
  ...more
})
const people = (n: number, ago = 10) => Array.from({ length: n }, (_, i) => gift(ago, `p${String(i)}`))

describe('the heat of a campaign', () => {
  test('begins with three people within five minutes, and not with one who gives three times', () => {
    expect(heatOf(people(2), NOW)).toBeUndefined()
    expect(heatOf([gift(1, 'ana'), gift(2, 'ana'), gift(3, 'ana'), gift(4, 'ben')], NOW)).toBeUndefined()
    expect(heatOf([...people(2), gift(301, 'cleo')], NOW)).toBeUndefined()
    expect(heatOf([...people(2), gift(299, 'cleo')], NOW)).toMatchObject({ level: 1, people: 3 })
  })

  test('grows through five levels', () => {
    expect(LEVELS.map((n) => heatOf(people(n), NOW)?.level)).toEqual([1, 2, 3, 4, 5])
    expect(LEVELS.slice(1).map((n) => heatOf(people(n - 1), NOW)?.level)).toEqual([1, 2, 3, 4])
    expect(heatOf(people(80), NOW)?.level).toBe(5)
  })

  test('names who let themselves be named, once, the latest first; each gift without a name is a soul', () => {
    const heat = heatOf([gift(60, 'ana'), gift(5, 'ben'), gift(9, 'ana'), gift(1), gift(2)], NOW)
    expect(heat).toMatchObject({ people: 4, souls: 2 })
    expect(heat?.named.map(({ name }) => name)).toEqual(['ben', 'ana'])
    expect(heatOf([gift(1, undefined, { name: 'Grandma' }), ...people(2)], NOW)).toMatchObject({ people: 3, souls: 0 })
  })

  test('is not fed by what was given back', () => {
    expect(heatOf([...people(2), gift(1, 'cleo', { status: 'refunded' })], NOW)).toBeUndefined()
    expect(heatOf([...people(2), gift(1, 'cleo', { status: 'partly_refunded' })], NOW)?.people).toBe(3)
  })

  test('only fades as long as nobody gives, and is out after five minutes at the latest', () => {
    const someGifts = fc.array(fc.record({ ago: fc.nat(600), by: fc.option(fc.constantFrom('a', 'b', 'c', 'd')) }))
    fc.assert(
      fc.property(someGifts, fc.nat(600), (given, wait) => {
        const gifts = given.map(({ ago, by }) => gift(ago, by ?? undefined))
        const [before, after] = [heatOf(gifts, NOW), heatOf(gifts, NOW + wait * SECOND)]
        expect(after?.level ?? 0).toBeLessThanOrEqual(before?.level ?? 0)
        expect(after?.glow ?? 0).toBeLessThanOrEqual(before?.glow ?? 0)
        if (before) expect(before.glow).toBeGreaterThan(0)
        expect(heatOf(gifts, NOW + TOGETHER)).toBeUndefined()
      })
    )
  })

  test('is told by names as far as they fit', () => {
    expect(feedersInWords(['Ana', 'Ben'], 1)).toBe('Ana, Ben and a kind soul')
    expect(feedersInWords(['Ana', 'Ben', 'Cleo', 'Dan', 'Eve'], 2)).toBe('Ana, Ben, Cleo, 2 more and 2 kind souls')
    expect(feedersInWords([], 3)).toBe('3 kind souls')
  })
})
