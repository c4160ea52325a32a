import { expect, test } from 'vitest'
import { fit } from '../../frontend/lib/fuzzy.ts'

const ranked = (query: string, names: string[]) =>
  names.filter((name) => fit(query, name) > 0).sort((a, b) => fit(query, b) - fit(query, a))

test('letters must stand in the name in their order, whatever their case and accents', () => {
  expect(fit('gdn', 'garden')).toBeGreaterThan(0)
  expect(fit('ndg', 'garden')).toBe(0)
  expect(fit('JUR', 'Jürgen')).toBeGreaterThan(0)
  expect(fit('', 'anything')).toBeGreaterThan(0)
})

test('letters in a row and at the starts of words come first', () => {
  expect(ranked('ha', ['kitchen chat', 'harvest-fest', 'off-hand'])[0]).toBe('harvest-fest')
  expect(ranked('tl', ['total', 'tool-library'])[0]).toBe('tool-library')
  expect(ranked('garden', ['gardening club', 'garden'])[0]).toBe('garden')
})
