import { expect, test } from 'vitest'
import type { Campaign, Donation, Room } from '../../api/client.ts'
import { aStage } from '../support/stage.ts'
import { axeFindings, lightHearth, sidewaysScroll, type Visitor } from '../support/visitor.ts'

const stage = aStage()

/** What the page would send in this visitor's name. */
const send = async <T>({ page }: Visitor, method: 'post' | 'patch', path: string, data: object): Promise<T> => {
  const answer = await page.request[method](`/api/${path}`, { data, headers: { origin: stage.proxy.url } })
  const body = (await answer.json()) as T
  expect(answer.ok(), JSON.stringify(body)).toBe(true)
  return body
}

test('the warmth of giving together is shown to all where its keepers want so, names nobody against their will, and goes', async () => {
  const mina = await stage.visitor('Mina', { reducedMotion: 'reduce' })
  await lightHearth(mina, 'Riverside Garden')
  const room = await send<Room>(mina, 'post', 'rooms', { name: 'Greenhouse', visibility: 'public' })
  const campaign = await send<Campaign>(mina, 'post', 'campaigns', {
    ...{ title: 'A greenhouse', currency: 'EUR', goalAmount: 10_000, status: 'live', roomId: room.id }
  })
  const give = (donorName: string, visibility = 'public') =>
    send<Donation>(mina, 'post', 'offline-gifts', {
      ...{ amount: 500, currency: 'EUR', method: 'cash', campaignId: campaign.id, donorName, visibility }
    })
  await mina.page.goto(`/r/${room.slug}`)
  await mina.page.locator('#composer').waitFor()
  const stranger = await stage.visitor('Stranger', { viewport: { width: 390, height: 800 } })
  await stranger.page.goto(`/c/${campaign.slug}`)
  await stranger.page.getByText('The first gift lights the fire.').waitFor()

  await give('Olga')
  await give('Grandma', 'anonymous')
  const last = await give('Pavel', 'amount_hidden')
  await mina.page.getByRole('article').filter({ hasText: 'Pavel' }).first().waitFor()
  const meter = ({ page }: Visitor) => page.getByRole('meter', { name: 'How warm it is' })
  expect(await meter(mina).count()).toBe(0)

  await send(mina, 'patch', `campaigns/${campaign.id}`, { heat: true })
  await Promise.all([meter(mina).waitFor(), meter(stranger).waitFor()])
  const words = '3 people gave within five minutes: Pavel, Olga and a kind soul'
  for (const visitor of [mina, stranger]) {
    expect(await meter(visitor).getAttribute('aria-valuetext')).toBe('1 of 5')
    await visitor.page.getByRole('group', { name: 'Warmth' }).getByText(words).waitFor()
    expect(await visitor.page.locator('body').textContent()).not.toContain('Grandma')
    expect(await axeFindings(visitor.page)).toEqual([])
    expect(await sidewaysScroll(visitor.page)).toBe(0)
  }
  // it is told to those who listen, once
  expect(await mina.page.locator('[aria-live="polite"]').allTextContents()).toContainEqual(
    expect.stringContaining(words)
  )

  await give('Quentin')
  await give('Rosa')
  await expect.poll(() => meter(mina).getAttribute('aria-valuetext')).toBe('2 of 5')
  await expect.poll(() => meter(stranger).getAttribute('aria-valuetext'), { timeout: 10_000 }).toBe('2 of 5')
  // what goes back warms nobody
  await send(mina, 'post', 'refunds', { donationId: last.id, amount: 500, reason: 'a mistake' })
  await expect.poll(() => meter(mina).getAttribute('aria-valuetext')).toBe('1 of 5')

  // and who keeps it puts it out
  await send(mina, 'patch', `campaigns/${campaign.id}`, { heat: false })
  await Promise.all([mina, stranger].map((visitor) => meter(visitor).waitFor({ state: 'detached' })))
  for (const { complaints } of [mina, stranger]) expect(complaints).toEqual([])
})
