import sharp from 'sharp'
import { expect, test } from 'vitest'
import { PASSWORD } from '../support/people.ts'
import { aStage } from '../support/stage.ts'
import { lightHearth, row, say, signIn, signUp } from '../support/visitor.ts'

const stage = aStage()

test('a face: changed, pictured, seen by others at once, and a conversation begun from it', async () => {
  const ana = await stage.visitor('Ana')
  const ben = await stage.visitor('Ben')
  await lightHearth(ana, 'Riverside Garden')
  await signUp(ben)
  await ana.page.goto('/r/general')
  await say(ana, 'Hello all')
  await ben.page.goto('/r/general')
  await ben.page.getByRole('button', { name: /^Join/ }).first().click()
  await row(ben, 'Hello all').waitFor()

  // Ana gives herself a name, a bio and a picture
  await ana.page.goto('/settings/profile')
  await ana.page.getByLabel('Name', { exact: true }).fill('Ana María Ñandú')
  await ana.page.getByLabel(/Bio|About/).fill('Grows tomatoes.\nTalks to them.')
  const photo = await sharp({ create: { width: 800, height: 600, channels: 3, background: '#2a7' } })
    .png()
    .toBuffer()
  await ana.page.locator('input[type=file]').setInputFiles({ name: 'me.png', mimeType: 'image/png', buffer: photo })
  const crop = ana.page.getByRole('dialog')
  await crop.getByRole('button', { name: /Use|Save|Upload/ }).click()
  await crop.waitFor({ state: 'detached' })
  await ana.page.getByRole('button', { name: /^Save/ }).click()

  // Ben sees it without a reload, in the log and on her card
  await row(ben, 'Hello all').getByRole('button', { name: 'Ana María Ñandú', exact: true }).waitFor()
  const picture = row(ben, 'Hello all').locator('img')
  await expect.poll(() => picture.getAttribute('src')).toMatch(/^\/files\//)
  const width =
    "document.querySelector('[role=log] img').decode().then(() => document.querySelector('[role=log] img').naturalWidth)"
  expect(await ben.page.evaluate<number>(width)).toBeGreaterThan(0)
  await row(ben, 'Hello all').getByRole('button', { name: 'Ana María Ñandú', exact: true }).click()
  await ben.page.getByText('Talks to them.').waitFor()
  await ben.page.getByRole('button', { name: 'Message', exact: true }).click()
  await ben.page.getByRole('heading', { level: 1, name: 'Ana María Ñandú' }).waitFor()
  await say(ben, 'Just between us')
  await ana.page.getByRole('link', { name: /Ben/ }).click()
  await row(ana, 'Just between us').waitFor()
  expect([...ana.complaints, ...ben.complaints]).toEqual([])
})

test('signing out on one device; a session revoked on another; a wrong password told at its field', async () => {
  const laptop = await stage.visitor('Ben')
  const phone = await stage.visitor('Ben', { viewport: { width: 390, height: 800 } })
  await laptop.page.goto('/sign-in')
  await laptop.page.getByLabel('E-mail').fill('ben@example.org')
  await laptop.page.getByLabel('Password', { exact: true }).fill('not my password')
  await laptop.page.getByRole('button', { name: 'Sign in' }).click()
  await laptop.page.getByText('E-mail or password is wrong.').waitFor()
  await signIn(laptop, 'ben@example.org', PASSWORD)
  await signIn(phone, 'ben@example.org', PASSWORD)
  // the address that one wanted is where one arrives after signing in
  await laptop.page.goto('/settings/devices')
  const others = laptop.page.getByRole('button', { name: /^Sign out .*Chrom/ })
  await others.first().waitFor()
  for (let left = await others.count(); left > 0; left--) {
    await others.first().click()
    await laptop.page.getByRole('button', { name: 'Sign out', exact: true }).click()
    await expect.poll(() => others.count()).toBe(left - 1)
  }
  await phone.page.getByRole('heading', { name: 'Sign in' }).waitFor()
})
