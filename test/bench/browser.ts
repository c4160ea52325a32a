import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser, Page } from 'playwright-core'
import { aBuiltServer } from '../support/built-server.ts'
import { launchBrowser } from '../support/chromium.ts'
import { aVisitor, signIn } from '../support/visitor.ts'
import { quantile } from './figures.ts'
import { aRoomful, type Person } from './people.ts'

const SENT = 120
const WARM_UP = 10
/** Between two messages (ms): people do not type faster, and each is painted alone. */
const PAUSE = 60

/** What the bench sees in a real browser: the first load of two pages, and a message from one browser to another. */
export const inBrowser = async () => {
  const server = await aBuiltServer({ LIMITS: 'off' })
  const browser = await launchBrowser()
  try {
    const { people, room } = await aRoomful(server.url, 2)
    const path = `/r/${room.slug}`
    const [ana, ben] = (await Promise.all(people.map((person) => enter(browser, server.url, person, path)))) as [
      Page,
      Page
    ]
    return {
      chromium: browser.version(),
      signIn: await firstLoad(browser, server.url, '/sign-in'),
      chat: await firstLoad(browser, server.url, path, people[0]),
      paint: await painted(ana, ben)
    }
  } finally {
    await browser.close()
    await server.stop()
  }
}

const enter = async (browser: Browser, url: string, { email }: Person, path: string) => {
  const visitor = await aVisitor(browser, url, email)
  await signIn(visitor, email)
  await visitor.page.goto(path)
  await visitor.page.locator('#composer').waitFor()
  return visitor.page
}

/** Requests and bytes of fonts that a browser with an empty cache makes until the page rests. */
const firstLoad = async (browser: Browser, url: string, path: string, person?: Person) => {
  const known = person && (await (await enter(browser, url, person, path)).context().storageState())
  const { page } = await aVisitor(browser, url, 'newcomer', known && { storageState: known })
  const loads: Promise<{ type: string; bytes: number }>[] = []
  page.on('requestfinished', (request) => {
    loads.push(
      request.sizes().then(({ responseBodySize }) => ({ type: request.resourceType(), bytes: responseBodySize }))
    )
  })
  await page.goto(path, { waitUntil: 'networkidle' })
  const all = await Promise.all(loads)
  await page.context().close()
  const fonts = all.filter(({ type }) => type === 'font')
  return { requests: all.length, fonts: fonts.length, fontBytes: fonts.reduce((sum, { bytes }) => sum + bytes, 0) }
}

/** When Enter goes down, on the clock of the machine (ms). */
const NOTE_SENT = `
  window.sent = []
  addEventListener('keydown', (event) => {
    if (event.key === 'Enter') sent.push(performance.timeOrigin + event.timeStamp)
  }, { capture: true })`

/** When the frame that first shows each message has been drawn; `whenPainted` resolves to that. */
const NOTE_PAINTED = `
  const seen = new Map()
  const note = (text) => {
    if (!seen.has(text)) {
      let painted
      const time = new Promise((resolve) => (painted = resolve))
      seen.set(text, { time, painted })
    }
    return seen.get(text)
  }
  window.whenPainted = (text) => note(text).time
  const now = () => performance.timeOrigin + performance.now()
  const afterFrame = (then) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = then
    port2.postMessage(0)
  })
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) for (const node of addedNodes) {
      const row = (node.closest ? node : node.parentElement)?.closest('[data-row]') ?? node.querySelector?.('[data-row]')
      const text = row && /bench \\d+/.exec(node.textContent ?? '')?.[0]
      if (text) afterFrame(() => note(text).painted(now()))
    }
  }).observe(document.body, { childList: true, subtree: true })`

/** From Enter in one browser to the row on the screen of another, ms. */
const painted = async (sender: Page, receiver: Page) => {
  await sender.evaluate(NOTE_SENT)
  await receiver.evaluate(NOTE_PAINTED)
  await sender.locator('#composer').focus()
  const shown: number[] = []
  for (let i = 0; i < WARM_UP + SENT; i++) {
    await sender.keyboard.insertText(`bench ${i}`)
    await sender.keyboard.press('Enter')
    shown.push(await receiver.evaluate<number>(`whenPainted('bench ${i}')`))
    await sleep(PAUSE)
  }
  const sent = await sender.evaluate<number[]>('sent')
  const times = shown.map((at, i) => at - (sent[i] ?? NaN)).slice(WARM_UP)
  return { p50: quantile(times, 0.5), p95: quantile(times, 0.95), count: times.length }
}
