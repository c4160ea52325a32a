import { expect, test } from 'vitest'
import { slugOf } from '../../api/client.ts'

test.each([
  ['Saturday Rota!', 'saturday-rota'],
  ['  Café Crème  ', 'cafe-creme'],
  ['Сад и огород', 'сад-и-огород'],
  ['حديقة', 'حديقة'],
  ['が行く', 'が行く'],
  ['🍲', ''],
  ['x_y.z', 'x-y-z'],
  ['Straße 9', 'straße-9'],
  ['a'.repeat(100), 'a'.repeat(60)]
])('%j stands in an address as %j', (name, slug) => {
  expect(slugOf(name)).toBe(slug)
})
