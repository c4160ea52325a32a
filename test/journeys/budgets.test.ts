import { expect, test } from 'vitest'
import { aBuiltServer } from '../support/built-server.ts'
import { filesOf, weigh } from '../support/bundle.ts'

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

test('who is signed in is told with the page what it is made of, so that none of it is found only in another', async () => {
  const server = await aBuiltServer()
  try {
    const told = async (cookie: string) => {
      const { headers } = await fetch(`${server.url}/r/general`, { headers: { cookie } })
      return [...(headers.get('link') ?? '').matchAll(/<\/([^>]+)>; rel=modulepreload/g)].map(([, file]) => file)
    }
    expect((await told('hearth=a-session')).sort()).toEqual([...filesOf('chat').scripts].sort())
    expect(await told('theme=dark')).toEqual([])
  } finally {
    await server.stop()
  }
})
