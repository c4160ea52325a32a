import { beforeAll, describe, expect, test } from 'vitest'
import { DEMO_PASSWORD } from '../support/demo.ts'
import { request } from '../support/people.ts'
import { aStage } from '../support/stage.ts'
import { row, say, signIn, type Visitor } from '../support/visitor.ts'

const stage = aStage({ demo: true })
let mina: Visitor
beforeAll(async () => {
  mina = await stage.visitor('Mina')
  await signIn(mina, 'mina@example.org', DEMO_PASSWORD)
})

const enter = async ({ page }: Visitor, slug: string, seq = '') => {
  await page.goto(`/r/${slug}${seq && `/${seq}`}`)
  await page.locator('[data-row]').last().waitFor()
}
/** A call in somebody else's name, as if they were at another device. */
const as = async (name: string) => {
  const body = { strategy: 'local', email: `${name}@example.org`, password: DEMO_PASSWORD }
  const { accessToken: token } = (await request(stage.url, 'POST', '/api/authentication', { body })).body
  return {
    say: async (slug: string, text: string) => {
      const { data } = (await request(stage.url, 'GET', `/api/rooms?slug=${slug}`, { token })).body
      return (await request(stage.url, 'POST', '/api/messages', { token, body: { roomId: data[0].id, text } })).body
    }
  }
}
const fromEnd = (page: Visitor['page']) =>
  page.evaluate<number>(
    `(() => { const log = document.querySelector('[role=log]'); return log.scrollHeight - log.scrollTop - log.clientHeight })()`
  )

describe('reading a room', () => {
  test('opens at the end when little is unread, and follows it', async () => {
    await enter(mina, 'garden')
    await expect.poll(() => fromEnd(mina.page)).toBeLessThan(2)
    await (await as('jonas')).say('garden', 'Frost is here')
    await row(mina, 'Frost is here').waitFor()
    await expect.poll(() => fromEnd(mina.page)).toBeLessThan(2)
  })

  test('opens at the end on a phone too, where the fonts that arrive late change every line', async () => {
    const phone = await stage.visitor('Mina', { viewport: { width: 320, height: 640 } })
    await signIn(phone, 'mina@example.org', DEMO_PASSWORD)
    await phone.page.route('**/*.woff2', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 600))
      await route.continue()
    })
    await enter(phone, 'garden')
    await phone.page.evaluate('document.fonts.ready')
    await phone.page.waitForTimeout(800)
    expect(await fromEnd(phone.page)).toBeLessThan(2)
    await phone.page.context().close()
  })

  test('pages upwards to the start of the room without the read row moving', async () => {
    await enter(mina, 'garden')
    const drift = await mina.page.evaluate<{
      worst: number
      pages: number
      rows: number
      start: boolean
    }>(`(async () => {
      const log = document.querySelector('[role=log]')
      // what was painted: behind the frame's layout and what answers to it, not in its callbacks
      const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))
      const first = () => Number(log.querySelector('[data-row]').dataset.seq)
      let worst = 0, pages = 0, rows = 0, lowest = first()
      for (let turn = 0; turn < 400; turn++) {
        log.scrollTop = Math.max(0, log.scrollTop - 900)
        const edge = log.getBoundingClientRect().top
        const read = [...log.querySelectorAll('[data-row]')].find((one) => one.getBoundingClientRect().bottom > edge + 100)
        const top = read.getBoundingClientRect().top
        for (let wait = 0; wait < 14; wait++) {
          await frame()
          if (read.isConnected) worst = Math.max(worst, Math.abs(read.getBoundingClientRect().top - top))
        }
        if (first() < lowest) pages++
        lowest = Math.min(lowest, first())
        rows = Math.max(rows, log.querySelectorAll('[data-row]').length)
        if (first() === 1 && log.scrollTop === 0) break
      }
      return { worst, pages, rows, start: first() === 1 }
    })()`)
    expect(drift.start).toBe(true)
    expect(drift.pages).toBeGreaterThan(5)
    expect(drift.worst).toBeLessThanOrEqual(1)
    expect(drift.rows).toBeLessThanOrEqual(200)
  })

  test('scrolled up nothing moves: a pill counts what is new and leads to the end', async () => {
    await enter(mina, 'garden')
    await mina.page.locator('[role=log]').hover()
    await mina.page.mouse.wheel(0, -1500)
    await expect.poll(() => fromEnd(mina.page)).toBeGreaterThan(500)
    const jonas = await as('jonas')
    for (const text of ['One more', 'And another']) await jonas.say('garden', text)
    const pill = mina.page.getByRole('button', { name: /\d new messages/ })
    await pill.waitFor()
    await pill.click()
    await row(mina, 'And another').waitFor()
    await expect.poll(() => fromEnd(mina.page)).toBeLessThan(64)
  })

  test('an address of one message opens the room around it', async () => {
    await enter(mina, 'garden', '40')
    const target = mina.page.locator('[data-seq="40"]')
    const top = async () => (await target.boundingBox())?.y ?? 0
    await expect.poll(top).toBeGreaterThan(60)
    // and it stays there, while the pages around it arrive
    await mina.page.waitForTimeout(500)
    expect(await top()).toBeGreaterThan(60)
    expect(await top()).toBeLessThan(740)
  })

  test('what came while one was elsewhere is counted, marked by a divider, and read once it was seen', async () => {
    await enter(mina, 'garden')
    const link = mina.page.getByRole('navigation', { name: 'Rooms and people' }).getByRole('link', { name: /kitchen/ })
    const jonas = await as('jonas')
    for (const text of ['Soup is on', 'Soup is gone']) await jonas.say('kitchen', text)
    await expect.poll(() => link.innerText()).toContain('2')
    await link.click()
    await row(mina, 'Soup is gone').waitFor()
    await mina.page.getByText(/^New/).first().waitFor()
    // two devices agree
    const phone = await stage.visitor('Mina', { viewport: { width: 390, height: 800 } })
    await signIn(phone, 'mina@example.org', DEMO_PASSWORD)
    await expect
      .poll(() => phone.page.getByRole('link', { name: /kitchen/ }).innerText(), { timeout: 8_000 })
      .not.toContain('2')
    await phone.page.context().close()
  })
})

describe('when the line breaks', () => {
  test('a banner says so, what one writes waits, and all that was missed is there afterwards, once and in order', async () => {
    await enter(mina, 'off-topic')
    const banner = mina.page
      .getByRole('status')
      .filter({ hasText: /offline|reconnecting|no connection/i, visible: true })
    await say(mina, 'before the storm')
    await row(mina, 'before the storm').waitFor()
    stage.proxy.cut()
    await banner.first().waitFor({ timeout: 10_000 })
    await say(mina, 'written in the dark')
    await row(mina, 'written in the dark').waitFor()
    const jonas = await as('jonas')
    const edited = await jonas.say('off-topic', 'are you there?')
    expect(edited.seq).toBeGreaterThan(0)
    stage.proxy.restore()
    await row(mina, 'are you there?').waitFor({ timeout: 30_000 })
    await expect.poll(() => banner.count(), { timeout: 20_000 }).toBe(0)
    const texts = await mina.page.getByRole('article').locator('p').allInnerTexts()
    expect(texts.filter((text) => text === 'written in the dark')).toHaveLength(1)
    await mina.page.reload()
    // until the server has answered, a page shows what its browser kept
    const fresh = () => mina.page.getByRole('article').locator('p').allInnerTexts()
    await expect.poll(async () => (await fresh()).slice(-3)).toEqual(texts.slice(-3))
  }, 120_000)
})

test('nothing was complained of', () => {
  expect(mina.complaints).toEqual([])
})
