import { expect, test } from 'vitest'
import { weigh } from '../support/bundle.ts'

/** Budgets of the first load in bytes, gzip -9. A change that needs more must win it back elsewhere. */
const KB = 1000
const budgets = [
  { page: 'chat', js: 70 * KB, css: 14 * KB },
  { page: 'signIn', js: 35 * KB, css: 14 * KB },
  { page: 'campaign', js: 35 * KB, css: 14 * KB }
] as const

test.each(budgets)('$page loads at most $js bytes of JavaScript and $css of CSS', ({ page, js, css }) => {
  const weight = weigh(page)
  expect(weight.js).toBeGreaterThan(0)
  expect(weight.js).toBeLessThanOrEqual(js)
  expect(weight.css).toBeGreaterThan(0)
  expect(weight.css).toBeLessThanOrEqual(css)
})
