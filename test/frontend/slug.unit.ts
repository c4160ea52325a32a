import { expect, test } from 'vitest'
import { slugOf as made } from '../../api/services/rooms/slug.ts'
import { slugOf as shown } from '../../frontend/features/rooms/slug.ts'

test.each([
  'Garden',
  'Saturday Rota!',
  '  Café Crème  ',
  'Сад и огород',
  'حديقة',
  '🍲',
  'a'.repeat(100),
  'x_y.z',
  'Straße 9'
])('the address that is shown for %j is the one that the server makes', (name) => {
  expect(shown(name)).toBe(made(name))
})
