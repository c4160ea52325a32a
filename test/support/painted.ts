import type { Page } from 'playwright-core'

/** Names, and an expression of the page that becomes true when it is shown. */
type Signs = Record<string, string>

/**
 * Watches a page from within for signs that are not there yet: asking from outside would add how often one asks. The answer tells
 * when each of them was painted (ms since 1970).
 */
export const watchFor = async (page: Page, signs: Signs) => {
  const early = await page.evaluate<string[]>(watching(signs))
  if (early.length > 0) throw new Error(`There already: ${early.join(', ')}`)
  return {
    painted: (timeout = 20_000) =>
      page
        // a page that has nothing more to paint may have no next frame in which to ask
        .waitForFunction('Object.values(globalThis.painted).every(Boolean)', undefined, { timeout, polling: 50 })
        .then(() => page.evaluate<Record<string, number>>('globalThis.painted'))
        .catch(async () => {
          const seen = await page.evaluate<Record<string, number>>('globalThis.painted')
          throw new Error(`Not painted within ${timeout} ms: ${JSON.stringify(seen)}`)
        })
  }
}

/** After a change the next frame but one begins when the first is painted. */
const watching = (signs: Signs) => `(() => {
  const signs = { ${Object.entries(signs)
    .map(([name, sign]) => `${JSON.stringify(name)}: () => ${sign}`)
    .join(', ')} }
  const painted = (globalThis.painted = Object.fromEntries(Object.keys(signs).map((name) => [name, 0])))
  const early = Object.keys(signs).filter((name) => signs[name]())
  const seen = new Set()
  const observer = new MutationObserver(() => {
    for (const name of Object.keys(signs)) {
      if (seen.has(name) || !signs[name]()) continue
      seen.add(name)
      requestAnimationFrame(() =>
        requestAnimationFrame(() => (painted[name] = performance.timeOrigin + performance.now()))
      )
    }
    if (seen.size === Object.keys(signs).length) observer.disconnect()
  })
  observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true })
  return early
})()`
