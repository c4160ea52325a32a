import { isDeepStrictEqual } from 'node:util'
import { v7 as uuidv7 } from 'uuid'
import { describe, expect, test } from 'vitest'
import type { Message } from '../../api/client.ts'
import { PASSWORD, request } from '../support/people.ts'
import { aStage } from '../support/stage.ts'
import { lightHearth, row, say, signIn, signUp, type Visitor } from '../support/visitor.ts'

interface Observer {
  observe(node: unknown, options: object): void
}

const stage = aStage()
let desk: Visitor
let phone: Visitor
let token: string
let roomId: string

/** A call of Ben's, whose line is fine. */
const ben = async (method: string, path: string, body?: unknown) =>
  (await request(stage.url, method, `/api/${path}`, { token, body })).body
const benSays = (text: string): Promise<{ id: string }> =>
  ben('POST', 'messages', { id: uuidv7(), roomId, text }) as Promise<{ id: string }>

test('Ana sits at two devices, and Ben writes to her', async () => {
  desk = await stage.visitor('Ana')
  await lightHearth(desk, 'Riverside Garden')
  await signUp(await stage.visitor('Ben'))
  const body = { strategy: 'local', email: 'ben@example.org', password: PASSWORD }
  token = (await request(stage.url, 'POST', '/api/authentication', { body })).body.accessToken
  roomId = (await ben('GET', 'rooms?slug=general')).data[0].id
  await request(stage.url, 'POST', '/api/memberships', { token, body: { roomId } })
  phone = await stage.visitor('Ana', { viewport: { width: 390, height: 800 } })
  await signIn(phone, 'ana@example.org')
}, 120_000)

const enter = async ({ page }: Visitor) => {
  await page.goto('/r/general')
  await page.locator('#composer').waitFor()
}
const shown = ({ page }: Visitor) =>
  page.evaluate<string>(
    `JSON.stringify([...document.querySelectorAll('article[data-row]')].map((row) => [row.dataset.id, row.dataset.seq, row.querySelector('p').innerText]))`
  )
const said = ({ page }: Visitor, text: RegExp) =>
  page.getByRole('status').filter({ hasText: text, visible: true }).waitFor({ timeout: 30_000 })
/** The app is installed, and what is shown is kept. */
const installed = async ({ page }: Visitor) => {
  await page.evaluate('navigator.serviceWorker.ready')
  await expect.poll(() => page.evaluate('navigator.serviceWorker.controller !== null'), { timeout: 30_000 }).toBe(true)
  await page.waitForTimeout(3_000)
}

/** The server knows that whoever sits there has read everything up to `seq`. */
const hasRead = async ({ page }: Visitor, seq: number) => {
  const readSeq = `fetch('/api/memberships?roomId=${roomId}&$limit=100').then((answer) => answer.json())
    .then(({ data }) => Math.max(...data.map(({ readSeq }) => readSeq ?? 0)))`
  await expect.poll(() => page.evaluate(readSeq)).toBe(seq)
}

describe('without a line', () => {
  test('what was read last is read, and what is written waits over a reload, then stands once and in order everywhere', async () => {
    for (const text of ['to stay', 'to be edited', 'to be deleted']) await benSays(text)
    await enter(desk)
    await enter(phone)
    for (const one of [desk, phone]) await row(one, 'to be deleted').waitFor()
    await installed(desk)

    stage.proxy.cut()
    for (const text of ['first', 'second', 'third']) await say(desk, text)
    await said(desk, /3 messages wait here/)
    const { data } = await ben('GET', `messages?roomId=${roomId}&$sort[seq]=1`)
    const idOf = (text: string) => data.find((message: { text: string }) => message.text === text).id as string
    await ben('PATCH', `messages/${idOf('to be edited')}`, { text: 'was edited' })
    await ben('DELETE', `messages/${idOf('to be deleted')}`)

    await desk.page.reload()
    await row(desk, 'to be edited').waitFor()
    await row(desk, 'third').waitFor()
    expect((await desk.page.getByRole('article').locator('p').allInnerTexts()).slice(-3)).toEqual([
      'first',
      'second',
      'third'
    ])
    await said(desk, /3 messages wait here/)

    stage.proxy.restore()
    await said(desk, /All caught up/)
    const texts = ['to stay', 'was edited', 'first', 'second', 'third']
    for (const one of [desk, phone]) {
      await row(one, 'third').waitFor({ timeout: 30_000 })
      await expect
        .poll(async () => (await one.page.getByRole('article').locator('p').allInnerTexts()).slice(-5), {
          timeout: 20_000
        })
        .toEqual(texts.map((text) => (text === 'was edited' ? expect.stringContaining(text) : text)))
    }
    await expect.poll(() => desk.page.locator('article.pending').count()).toBe(0)
    expect(await shown(desk)).toBe(await shown(phone))
  }, 180_000)

  test('what is refused for good says why, and holds up nothing', async () => {
    stage.proxy.cut()
    await say(desk, 'before')
    await say(desk, '\u2063\u2063')
    await say(desk, 'after')
    stage.proxy.restore()
    await row(phone, 'after').waitFor({ timeout: 30_000 })
    await desk.page.getByText('Not sent.', { exact: false }).waitFor()
    await desk.page.getByRole('button', { name: 'Delete', exact: true }).first().click()
    await expect.poll(() => desk.page.getByText('Not sent.', { exact: false }).count()).toBe(0)
  }, 90_000)

  test('two tabs share what waits, and send it once', async () => {
    const tab = { ...desk, page: await desk.page.context().newPage() }
    await enter(tab)
    await row(tab, 'after').waitFor()
    stage.proxy.cut()
    await say(desk, 'from the first tab')
    await row(tab, 'from the first tab').waitFor()
    await say(tab, 'from the second tab')
    await row(desk, 'from the second tab').waitFor()
    stage.proxy.restore()
    await row(phone, 'from the second tab').waitFor({ timeout: 30_000 })
    const { data } = await ben('GET', `messages?roomId=${roomId}&$sort[seq]=-1&$limit=2`)
    expect(data.map(({ text }: { text: string }) => text)).toEqual(['from the second tab', 'from the first tab'])
    await expect.poll(() => shown(tab)).toBe(await shown(phone))
    await tab.page.close()
  }, 90_000)
})

test('how far was read follows to another device within a second', async () => {
  const { data } = await ben('GET', `rooms?id=${roomId}`)
  await hasRead(desk, (data as { lastSeq: number }[])[0]?.lastSeq ?? 0)
  await desk.page.goto('/settings')
  await phone.page.goto('/settings')
  await benSays('unread')
  const link = desk.page.getByRole('navigation', { name: 'Rooms and people' }).getByRole('link', { name: /General/ })
  await expect.poll(() => link.innerText(), { timeout: 10_000 }).toContain('1')
  // both pages note by the clock that they share when it was told, and when it was seen: what this test itself waits for is no part
  await phone.page.addInitScript(`{
    const { send } = WebSocket.prototype
    WebSocket.prototype.send = function (data) {
      if (String(data).includes('readSeq')) window.toldAt ??= Date.now()
      return send.call(this, data)
    }
  }`)
  const badge = await link.elementHandle()
  await desk.page.evaluate((link) => {
    const page = globalThis as unknown as { seenAt?: number; MutationObserver: new (look: () => void) => Observer }
    const look = () => {
      if (!link?.textContent?.includes('1')) page.seenAt ??= Date.now()
    }
    new page.MutationObserver(look).observe(link, { subtree: true, childList: true, characterData: true })
  }, badge)
  await enter(phone)
  await row(phone, 'unread').waitFor()
  await expect.poll(() => desk.page.evaluate('window.seenAt'), { timeout: 10_000 }).toBeDefined()
  const [told, seen] = [await phone.page.evaluate('window.toldAt'), await desk.page.evaluate('window.seenAt')]
  expect(Number(seen) - Number(told)).toBeLessThan(1_000)
}, 60_000)

test('a hundred cuts of the line while people write end in equal timelines', async () => {
  await enter(desk)
  await enter(phone)
  const wakeUp = ({ page }: Visitor) => page.evaluate(`void window.dispatchEvent(new Event('online'))`)
  let lines = 0
  desk.page.on('websocket', () => lines++)
  for (let i = 0; i < 100; i++) {
    const before = i % 3 === 0 ? say(desk, `ana ${i}`) : benSays(`ben ${i}`)
    stage.proxy.cut()
    await before
    const { id } = await benSays(`while away ${i}`)
    if (i % 4 === 0) await ben('PATCH', `messages/${id}`, { text: `edited while away ${i}` })
    if (i % 7 === 0) await ben('DELETE', `messages/${id}`)
    stage.proxy.restore()
    await Promise.all([desk, phone].map(wakeUp))
    if (i % 10 !== 9) continue
    await benSays(`beacon ${i}`)
    await row(desk, `beacon ${i}`).waitFor({ timeout: 30_000 })
  }
  // not each cut finds a line that is back already
  expect(lines).toBeGreaterThanOrEqual(60)
  const { id } = await benSays('the end')
  for (const one of [desk, phone]) await row(one, 'the end').waitFor({ timeout: 30_000 })
  await expect.poll(() => desk.page.locator('article.pending').count(), { timeout: 30_000 }).toBe(0)
  await expect.poll(() => shown(phone), { timeout: 10_000 }).toBe(await shown(desk))
  const live = await shown(desk)
  expect(live).toContain(id)
  for (let i = 0; i < 100; i += 3) if (i > 40) expect(live.split(`"ana ${i}"`)).toHaveLength(2)

  // and that is the log of the room, letter by letter
  type Stored = Pick<Message, 'id' | 'seq' | 'text' | 'editedAt' | 'deletedAt'>
  const { data } = await ben('GET', `messages?roomId=${roomId}&rev[$gt]=0&$sort[rev]=1&$limit=500`)
  const log = (data as Stored[]).filter(({ deletedAt }) => !deletedAt).sort((a, b) => a.seq - b.seq)
  const asShown = log.map(({ id, seq, text, editedAt }) => [id, String(seq), editedAt ? `${text}(edited)` : text])
  const rows = JSON.parse(live) as string[][]
  expect(rows.length).toBeGreaterThan(150)
  expect(rows).toEqual(asShown.slice(-rows.length))

  // who sees the end has read all of it
  await hasRead(desk, Number(rows.at(-1)?.[1]))
  // what is kept is shown first after a reload, and then brought up to date
  await desk.page.reload()
  await row(desk, 'the end').waitFor()
  const differences = async () => {
    const fresh = JSON.parse(await shown(desk)) as string[][]
    const before = rows.slice(-fresh.length)
    return fresh.flatMap((row, i) => (isDeepStrictEqual(row, before[i]) ? [] : [[row, before[i]]])).slice(0, 3)
  }
  // to ask where every word stands is work for the page
  await expect.poll(differences, { interval: 250, timeout: 20_000 }).toEqual([])
}, 400_000)

test('who signs out leaves nothing behind', async () => {
  await desk.page.getByRole('button', { name: /@ana/ }).click()
  await desk.page.getByRole('menuitem', { name: 'Sign out' }).click()
  await desk.page.getByText('You are signed out.', { exact: false }).waitFor()
  const left = await desk.page.evaluate(
    `(async () => [(await indexedDB.databases()).length, (await caches.keys()).length, (await navigator.serviceWorker.getRegistrations()).length])()`
  )
  expect(left).toEqual([0, 0, 0])
  expect([...desk.complaints, ...phone.complaints]).toEqual([])
})
