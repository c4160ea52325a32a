import { setTimeout as sleep } from 'node:timers/promises'
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
    async painted(timeout = 20_000) {
      for (const since = Date.now(); ;) {
        const seen = await page.evaluate<Record<string, number>>('globalThis.painted')
        if (Object.values(seen).every(Boolean)) return seen
        if (Date.now() - since > timeout) throw new Error(`Not painted within ${timeout} ms: ${JSON.stringify(seen)}`)
        await sleep(30)
      }
    }
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
