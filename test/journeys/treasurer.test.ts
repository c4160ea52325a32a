import { v7 as uuidv7 } from 'uuid'
import { expect, test } from 'vitest'
import type { Campaign, Donation, DonationData, Room } from '../../api/client.ts'
import { PASSWORD } from '../support/people.ts'
import { CARDS, payWith } from '../support/sandbox-payer.ts'
import { aStage } from '../support/stage.ts'
import { axeFindings, lightHearth, sidewaysScroll, signUp, type Visitor } from '../support/visitor.ts'

const stage = aStage()
let room: Room
let campaign: Campaign
let mina: Visitor
let ben: Visitor

/** What the page would send in this visitor's name. */
const create = async <T>({ page }: Visitor, service: string, data: object): Promise<T> => {
  const headers = { origin: stage.proxy.url }
  const answer = await page.request.post(`/api/${service}`, { data, headers })
  const body = (await answer.json()) as T
  expect(answer.ok(), JSON.stringify(body)).toBe(true)
  return body
}

/** Gives, and pays with a card that works. */
const give = async (visitor: Visitor, more: Partial<DonationData> = {}) => {
  const order = { id: uuidv7(), campaignId: campaign.id, amount: 2500, currency: 'EUR', ...more }
  const { checkoutUrl } = await create<Donation>(visitor, 'donations', order)
  const paid = await payWith(stage.url + new URL(checkoutUrl ?? '').pathname, CARDS.paid)
  expect(paid.status).toBe(303)
}

/** The card in the room that shows these words. */
const card = ({ page }: Visitor, text: string) => page.getByRole('article', { name: text })
const press = ({ page }: Visitor, name: string | RegExp) => page.getByRole('button', { name }).click()
const fire = ({ page }: Visitor) => page.getByRole('progressbar', { name: `Raised for ${campaign.title}` }).first()

test('a community collects for a greenhouse, and a room is told of its gifts', async () => {
  mina = await stage.visitor('Mina')
  await lightHearth(mina, 'Riverside Garden')
  room = await create<Room>(mina, 'rooms', { name: 'Greenhouse', visibility: 'public' })
  campaign = await create<Campaign>(mina, 'campaigns', {
    ...{ title: 'A new greenhouse', currency: 'EUR', goalAmount: 10_000, status: 'live', roomId: room.id },
    suggestions: [{ amount: 2000, text: 'a pane of glass' }]
  })
  ben = await stage.visitor('Ben')
  await signUp(ben)
  await create(ben, 'memberships', { roomId: room.id })
  await ben.page.goto(`/r/${room.slug}`)
  await expect.poll(() => fire(ben).getAttribute('aria-valuenow')).toBe('0')
})

test('a refund changes the card in the room, and the bar goes back', async () => {
  const words = 'For the glass of the roof'
  await ben.page.goto(`/r/${room.slug}`)
  await give(ben, { message: words })
  await card(ben, words).waitFor()
  await expect.poll(() => fire(ben).getAttribute('aria-valuenow')).toBe('25')
  // as large as what is suggested: it stays above the log
  await ben.page.getByRole('list', { name: 'Large gifts' }).getByText('€25').waitFor()
  expect(await axeFindings(ben.page)).toEqual([])

  await mina.page.goto('/admin/gifts')
  const gifts = mina.page.getByRole('region', { name: 'All gifts' })
  await gifts.getByRole('button', { name: 'Ben' }).click()
  await press(mina, 'Refund…')
  await mina.page.getByLabel('Why').fill('Paid twice by mistake')
  expect(await axeFindings(mina.page)).toEqual([])
  await press(mina, 'Give €25.00 back')
  await proveIt(mina)
  await mina.page.getByText('€25.00 given back, by Mina: Paid twice by mistake').waitFor()

  await card(ben, 'given back').waitFor()
  await expect.poll(() => fire(ben).getAttribute('aria-valuenow')).toBe('0')
  await expect.poll(() => ben.page.getByRole('list', { name: 'Large gifts' }).count()).toBe(0)
  expect([...mina.complaints, ...ben.complaints]).toEqual([])
})

/** Mina's sign-in may be too long ago for what she does. */
const proveIt = async ({ page }: Visitor) => {
  const asked = page.getByRole('dialog', { name: 'Is it you?' })
  const done = page.getByText('goes back.')
  await asked.or(done).first().waitFor()
  if (!(await asked.isVisible())) return
  await asked.getByLabel('Your password').fill(PASSWORD)
  await asked.getByRole('button', { name: 'Confirm', exact: true }).click()
}

test('a monthly gift is ended in two clicks', async () => {
  await give(ben, { interval: 'month', amount: 500 })
  await ben.page.goto('/settings/giving')
  const monthly = ben.page.getByRole('region', { name: 'Monthly gifts' })
  await monthly.getByText(/^Next on /).waitFor()
  await ben.page
    .getByRole('link', { name: /^Receipt / })
    .first()
    .waitFor()
  expect(await axeFindings(ben.page)).toEqual([])

  await press(ben, /^Cancel .5\.00 every month/)
  await press(ben, 'End it')
  await monthly.getByText(/^Ended/).waitFor()
  expect(await monthly.getByRole('button').count()).toBe(0)
  expect(ben.complaints).toEqual([])
})

test('who sees a gift can be changed afterwards, and everybody sees that at once', async () => {
  const words = 'Grow well'
  await mina.page.goto(`/r/${room.slug}`)
  await give(ben, { message: words, amount: 700 })
  await card(mina, `Ben gives €7 as a test: “${words}”`).waitFor()

  await ben.page.goto('/settings/giving')
  const choice = ben.page.getByLabel('What others see of €7.00 for A new greenhouse')
  await choice.selectOption('Anonymous')
  await card(mina, `A kind soul gives €7 as a test: “${words}”`).waitFor()
  expect(await card(mina, 'Ben gives €7').count()).toBe(0)

  await choice.selectOption('Without the amount')
  await card(mina, `Ben gives something as a test: “${words}”`).waitFor()
  expect([...mina.complaints, ...ben.complaints]).toEqual([])
})

test('whoever’s message is taken down may take the gift back', async () => {
  const words = 'Buy cheap glass at example.com'
  await mina.page.goto(`/r/${room.slug}`)
  await give(ben, { message: words, amount: 900 })
  await card(mina, words).hover()
  await card(mina, words).getByRole('button', { name: 'Delete' }).click()
  await mina.page.getByText('Whoever gave it is offered the money back.', { exact: false }).waitFor()
  await mina.page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()

  await ben.page.goto('/settings/giving')
  const gift = ben.page.getByRole('listitem').filter({ hasText: words })
  await gift.getByRole('button', { name: 'Take it back' }).click()
  await ben.page.getByRole('dialog').getByRole('button', { name: 'Take it back' }).click()
  await gift.getByText('Given back to you').waitFor()
  await gift.getByRole('link', { name: /^Credit note/ }).waitFor()
  expect([...mina.complaints, ...ben.complaints]).toEqual([])
})

test('receipts, annual statements and the table for a spreadsheet are where the links lead', async () => {
  const links = ben.page.locator('a[href^="/receipts/"]')
  const addresses = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''))
  expect(addresses.filter((address) => address.includes('/annual/'))).toHaveLength(2)
  for (const address of addresses) {
    const answer = await ben.page.request.get(address)
    expect(answer.status(), address).toBe(200)
    expect(answer.headers()['content-type']).toMatch(address.endsWith('.pdf') ? 'application/pdf' : 'text/html')
  }

  await mina.page.goto('/admin/gifts')
  await mina.page.getByLabel('Period').selectOption('This year')
  await mina.page.getByLabel('Campaign').selectOption(campaign.title)
  const file = await mina.page.getByRole('link', { name: 'Download CSV' }).getAttribute('href')
  const csv = await (await mina.page.request.get(file ?? '')).text()
  expect(csv.split('\r\n').filter((line) => line.includes('A new greenhouse')).length).toBeGreaterThan(3)
})

test('whoever wants no fuss about gifts has none', async () => {
  await ben.page.goto('/settings/appearance')
  await ben.page.getByLabel('Gift alerts').uncheck()
  await ben.page.goto(`/r/${room.slug}`)
  await give(mina, { message: 'A quiet one', amount: 8000 })
  await card(ben, 'A quiet one').waitFor()
  expect(await ben.page.getByRole('list', { name: 'Large gifts' }).count()).toBe(0)
  await ben.page.goto('/settings/appearance')
  await ben.page.getByLabel('Gift alerts').check()
  await ben.page.goto(`/r/${room.slug}`)
  await ben.page.getByRole('button', { name: 'Put away the gift of Mina' }).click()
  await expect.poll(() => ben.page.getByRole('list', { name: 'Large gifts' }).count()).toBe(0)
})

test('a treasurer sees the books and nothing else of the administration, also on a phone', async () => {
  const tess = await stage.visitor('Tess', { viewport: { width: 320, height: 700 } })
  await signUp(tess)
  await mina.page.goto('/admin/people')
  await mina.page.getByLabel('Role of Tess').selectOption('treasurer')
  await mina.page.getByText('Tess is a treasurer now.').waitFor()

  await tess.page.goto('/admin')
  const parts = tess.page.getByRole('navigation', { name: 'Administration' }).getByRole('link')
  await expect.poll(() => parts.allInnerTexts()).toEqual(['Campaigns', 'Gifts', 'Payments'])
  for (const part of ['gifts', 'payments']) {
    await tess.page.goto(`/admin/${part}`)
    await tess.page.getByRole('heading', { level: 2 }).first().waitFor()
    expect(await axeFindings(tess.page)).toEqual([])
    expect(await sidewaysScroll(tess.page)).toBe(0)
  }
  await tess.page.getByText(/verified: all of them add up/).waitFor()

  // cash in a tin
  await tess.page.goto('/admin/gifts')
  await press(tess, 'Gift by hand')
  await tess.page.getByLabel('Amount in EUR').fill('12.50')
  await tess.page.getByLabel(/^From/).fill('The tool library')
  await press(tess, 'Book the gift')
  await tess.page.getByText('€12.50 is booked.').waitFor()
  await tess.page.getByRole('region', { name: 'All gifts' }).getByRole('button', { name: 'The tool library' }).waitFor()
  expect(tess.complaints).toEqual([])
})
