import { mkdtempSync, mkdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { v7 as uuidv7 } from 'uuid'
import { beforeAll, expect, test } from 'vitest'
import type { Donation } from '../../api/client.ts'
import type { PageHead } from '../../api/services/campaigns/campaign-head.ts'
import { campaignHead } from '../../api/services/campaigns/campaign-head.ts'
import { web } from '../../api/web.ts'
import { aHearth, type TestHearth } from '../support/create-app.ts'
import { aPerson, PASSWORD, request, type Somebody } from '../support/people.ts'
import { CARDS, payWith } from '../support/sandbox-payer.ts'

let hearth: TestHearth
let founder: Somebody
let ana: Somebody
let ben: Somebody
let campaignId: string
let roomId: string
beforeAll(async () => {
  hearth = await aHearth()
  founder = await aPerson(hearth, 'founder')
  ana = await aPerson(hearth, 'ana')
  ben = await aPerson(hearth, 'ben')
  const room = await founder.service('rooms').create({ name: 'Garden', visibility: 'public' })
  roomId = room.id
  for (const one of [ana, ben]) await one.service('memberships').create({ roomId })
  const story = 'The roof leaks.\n\n<script>alert(1)</script> "It" drips & drips.'
  const campaign = await founder.service('campaigns').create({
    ...{ title: 'A new <roof>', slug: 'roof', story, currency: 'EUR', goalAmount: 100_000, status: 'live', roomId }
  })
  campaignId = campaign.id
})

/** A gift that has arrived. */
const given = async (by: Somebody, more: object = {}): Promise<Donation> => {
  const wanted = { id: uuidv7(), campaignId, amount: 2500, currency: 'EUR', ...more }
  const { id, checkoutUrl } = await by.service('donations').create(wanted)
  await payWith(String(checkoutUrl), CARDS.paid)
  await expect.poll(async () => (await by.service('donations').get(id)).status).toBe('succeeded')
  return by.service('donations').get(id)
}
const page = async (path: string, token?: string, headers: Record<string, string> = {}) => {
  const response = await fetch(hearth.url + path, {
    headers: { ...headers, ...(token && { authorization: `Bearer ${token}` }) }
  })
  return { status: response.status, headers: response.headers, text: await response.text() }
}

test('a receipt is a page and a file, for its donor and the treasurers, and for nobody else', async () => {
  await given(ana)
  const { data } = await ana.service('receipts').find({ query: { mine: true } })
  const [receipt] = data
  expect(receipt).toMatchObject({ kind: 'receipt', test: true, number: expect.stringMatching(/^TEST-\d{4}-000001$/) })
  const path = `/receipts/${String(receipt?.id)}`
  const shown = await page(path, ana.token)
  expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
  expect(shown.headers.get('content-security-policy')).toContain("default-src 'none'")
  expect(shown.text).toContain('A new &#60;roof&#62;')
  expect(shown.text).toContain('TEST')
  expect(shown.text).not.toContain('<roof>')
  const file = await page(`${path}.pdf`, ana.token)
  expect([file.headers.get('content-type'), file.text.slice(0, 5)]).toEqual(['application/pdf', '%PDF-'])
  expect(file.headers.get('content-disposition')).toMatch(/filename="TEST-\d{4}-000001.pdf"/)
  expect((await page(path, founder.token)).status).toBe(200)
  expect((await page(path, ben.token)).status).toBe(404)
  expect((await page(path)).status).toBe(401)
  expect((await page('/receipts/style.css')).headers.get('content-type')).toContain('text/css')
  expect((await page('/receipts/nonsense', ana.token)).status).toBe(404)
})

test('the statement of a year has all gifts and what went back, and their sum', async () => {
  const gift = await given(ben)
  await given(ben, { amount: 1000 })
  await founder.service('refunds').create({ donationId: gift.id, amount: 500, reason: 'Asked for' })
  const year = new Date().getUTCFullYear()
  const { text, status } = await page(`/receipts/annual/${String(year)}`, ben.token, { 'accept-language': 'en' })
  expect(status).toBe(200)
  expect(text).toMatch(/€30\.00/)
  expect((await page(`/receipts/annual/${String(year)}.pdf`, ben.token)).text.slice(0, 5)).toBe('%PDF-')
  expect((await page('/receipts/annual/2001', ben.token)).status).toBe(404)
})

test('the table of gifts is for treasurers, filters, and runs no formula in a spreadsheet', async () => {
  await given(ana, { message: '=HYPERLINK("https://evil.example";"x")', visibility: 'anonymous' })
  const { text, status, headers } = await page('/exports/gifts.csv', founder.token)
  expect([status, headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8'])
  const rows = text.trim().split('\r\n')
  expect(rows[0]).toMatch(/^id,date,campaign,donor/)
  expect(rows.length).toBe(1 + (await founder.service('donations').find({ query: {} })).total)
  expect(text).toContain(`"'=HYPERLINK(""https://evil.example"";""x"")"`)
  expect((await page(`/exports/gifts.csv?status=refunded`, founder.token)).text.trim().split('\r\n')).toHaveLength(1)
  expect((await page('/exports/gifts.csv?status=nonsense', founder.token)).status).toBe(400)
  expect((await page('/exports/gifts.csv?campaignId=x', founder.token)).status).toBe(400)
  expect((await page('/exports/gifts.csv', ana.token)).status).toBe(403)
  expect((await page('/exports/gifts.csv')).status).toBe(401)
})

test('who takes down the message of a gift leaves its donor the choice to have it back', async () => {
  const gift = await given(ana, { message: 'Buy my seeds' })
  const { data } = await founder.service('messages').find({ query: { roomId, $sort: { seq: -1 }, $limit: 5 } })
  const message = data.find(({ text }) => text === 'Buy my seeds')
  // before it was offered, a donor cannot take it
  const early = await ana.rest('POST', '/api/refunds', { donationId: gift.id, reason: 'I want it back' })
  expect(early.body.data.reason).toBe('not_treasurer')
  const gone = ben.hears('messages removed')
  await founder.service('messages').remove(String(message?.id))
  expect(await gone).toMatchObject({ text: '', gift: null })
  const offered = await ana.service('donations').get(gift.id)
  expect(offered.refundOfferedAt).toEqual(expect.any(Number))
  // its words are gone from the campaign's page too, the sum stays
  const { data: listed } = await ben.service('gifts').find({ query: { campaignId } })
  expect(listed.some(({ text }) => text.includes('Buy my seeds'))).toBe(false)
  const other = await ben.rest('POST', '/api/refunds', { donationId: gift.id, reason: 'Mine now' })
  expect(other.status).toBe(404)
  const back = await ana.rest('POST', '/api/refunds', { donationId: gift.id, reason: 'I want it back' })
  expect(back.body).toMatchObject({ amount: 2500, status: 'succeeded' })
  expect((await ana.service('donations').get(gift.id)).status).toBe('refunded')
})

test('a deleted account leaves the books, and takes its words and its monthly gifts along', async () => {
  const dora = await aPerson(hearth, 'dora')
  const monthly = await given(dora, { interval: 'month', message: 'From Dora' })
  const before = await founder.service('campaigns').get(campaignId)
  await dora.rest('DELETE', `/api/users/${dora.id}`)
  const after = await founder.service('campaigns').get(campaignId)
  expect(after.raisedAmount).toBe(before.raisedAmount)
  const { data } = await founder.service('gifts').find({ query: { campaignId, $limit: 50 } })
  expect(JSON.stringify(data)).not.toContain('From Dora')
  const { data: promises } = await founder.service('subscriptions').find({ query: { userId: dora.id } })
  expect(promises).toMatchObject([{ status: 'canceled', id: monthly.subscriptionId }])
})

test('a campaign tells of itself without a script, and nothing in its story becomes one', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hearth-web-'))
  mkdirSync(join(folder, 'assets'))
  writeFileSync(
    join(folder, 'index.html'),
    '<head><title>Hearth</title><meta name="description" content="x" /></head><noscript>No</noscript>'
  )
  const serve = web(folder, { headOf: (path): Promise<PageHead | undefined> => campaignHead(hearth.app, path) })
  const bodyOf = async (path: string) => {
    const ctx = { path, method: 'GET', set: () => undefined, vary: () => undefined, acceptsEncodings: () => 'identity' }
    await serve(ctx as never, async () => undefined)
    return String((ctx as { body?: Buffer }).body)
  }
  const told = await bodyOf('/c/roof')
  expect(told).toContain('<title>A new &lt;roof&gt; — Hearth</title>')
  expect(told).toMatch(/og:description" content="TEST: €[\d,.]+ of €1,000 raised. The roof leaks."/)
  expect(told).toContain('<p>&lt;script&gt;alert(1)&lt;/script&gt; &quot;It&quot; drips &amp; drips.</p>')
  expect(told).toContain('<a href="/sign-in?next=%2Fc%2Froof">Sign in to give</a>')
  expect(told).not.toContain('<script>alert')
  expect(await bodyOf('/c/no-such')).toContain('<title>Hearth</title>')
  expect(await bodyOf('/c/%E0%A4%A')).toContain('<title>Hearth</title>')
})

test('one’s own data holds one’s gifts', async () => {
  const { body } = await request(hearth.url, 'POST', '/api/authentication', {
    body: { strategy: 'local', email: ana.email, password: PASSWORD }
  })
  const { text } = await page('/exports/me', String(body.accessToken))
  const mine = JSON.parse(text) as { donations: unknown[]; receipts: unknown[] }
  expect(mine.donations.length).toBeGreaterThan(0)
  expect(mine.receipts.length).toBeGreaterThan(0)
  expect(text).not.toMatch(/cs_test|pi_/)
})
