import { expect, test } from 'vitest'
import { aStage } from '../support/stage.ts'
import { lightHearth, row, say, signIn, signUp, type Visitor } from '../support/visitor.ts'

const stage = aStage()

const press = ({ page }: Visitor, name: string | RegExp) => page.getByRole('button', { name, exact: true }).click()
const join = async ({ page }: Visitor, slug: string) => {
  await page.goto(`/r/${slug}`)
  await page.getByRole('button', { name: /^Join/ }).first().click()
  await page.locator('#composer').waitFor()
}
/** Opens the menu of a message and chooses from it. */
const choose = async (visitor: Visitor, text: string, item: string) => {
  await row(visitor, text).hover()
  await row(visitor, text).getByRole('button', { name: 'More', exact: true }).click()
  await visitor.page.getByRole('menuitem', { name: item }).click()
}

test('a message is reported; those who keep order see it with what was said around it, and act', async () => {
  const [ana, ben, cleo] = [await stage.visitor('Ana'), await stage.visitor('Ben'), await stage.visitor('Cleo')]
  await lightHearth(ana, 'Riverside Garden')
  await signUp(ben)
  await signUp(cleo)
  await join(ben, 'general')
  await join(cleo, 'general')
  await ana.page.goto('/r/general')
  await say(cleo, 'Who took my rake?')
  await row(ben, 'Who took my rake?').waitFor()
  await say(ben, 'You are a fool')
  await row(cleo, 'You are a fool').waitFor()

  await choose(cleo, 'You are a fool', 'Report…')
  const dialog = cleo.page.getByRole('dialog', { name: 'Report' })
  await dialog.getByLabel('In your words').fill('He keeps doing this')
  await dialog.getByRole('button', { name: 'Report' }).click()
  await cleo.page.getByText('Thank you. Somebody will look at it.').waitFor()

  const office = await stage.visitor('Ana')
  await signIn(office, 'ana@example.org')
  await office.page.goto('/admin/reports')
  await office.page.getByText('He keeps doing this').waitFor()
  await office.page.getByText('Who took my rake?').waitFor()
  await press(office, 'Mute or suspend…')
  await office.page.getByRole('button', { name: 'Mute everywhere' }).click()
  await office.page.getByText('Done. It stands in the log.').waitFor()
  await press(office, 'Delete the message')
  await row(cleo, 'You are a fool').waitFor({ state: 'detached' })
  await press(office, 'Resolve')
  await office.page.getByText('Nothing to look at. Good.').waitFor()

  // the muted one is told why, in words, and keeps what he wrote
  await say(ben, 'But I did not')
  await ben.page.getByText('You are muted here for a while.').waitFor()

  await office.page.goto('/admin/log')
  await office.page.getByText('decided on a mute of').waitFor()
  await office.page.getByText('deleted a message of').waitFor()
  expect([...ana.complaints, ...ben.complaints, ...cleo.complaints, ...office.complaints]).toEqual([])
})

test('somebody is banned from a room with all that he wrote there, and suspended from the community', async () => {
  const [ana, cleo] = [await stage.visitor('Ana'), await stage.visitor('Cleo')]
  await signIn(ana, 'ana@example.org')
  await signIn(cleo, 'cleo@example.org')
  await ana.page.goto('/r/general')
  await cleo.page.goto('/r/general')
  await say(cleo, 'Buy my seeds')
  await choose(ana, 'Buy my seeds', 'Mute or ban…')
  const dialog = ana.page.getByRole('dialog', { name: 'About Cleo' })
  await dialog.getByLabel('What').selectOption('ban')
  await dialog.getByLabel('Why').fill('Advertising')
  await dialog.getByRole('switch', { name: /Remove their messages/ }).check()
  await dialog.getByRole('button', { name: 'Ban from this room' }).click()
  await row(ana, 'Buy my seeds').waitFor({ state: 'detached' })
  await row(ana, 'Who took my rake?').waitFor({ state: 'detached' })
  // the room is gone from her list at once, and its talk from her screen
  await cleo.page
    .getByRole('navigation', { name: 'Rooms and people' })
    .getByRole('link', { name: /general/ })
    .waitFor({ state: 'detached' })
  await expect.poll(() => row(cleo, 'Buy my seeds').count()).toBe(0)

  await ana.page.goto('/admin/people')
  const person = ana.page.getByRole('listitem').filter({ hasText: 'cleo@example.org' })
  await person.getByRole('button', { name: 'Suspend…' }).click()
  await ana.page.getByRole('button', { name: 'Suspend for a while' }).click()
  await cleo.page.getByText('This account is suspended.', { exact: false }).waitFor()
  await cleo.page.getByLabel('E-mail').fill('cleo@example.org')
  await person.getByText('suspended').first().waitFor()
  await person.getByRole('button', { name: 'Let back in' }).click()
  await ana.page.getByText('They may come back.').waitFor()
  await signIn(cleo, 'cleo@example.org')
})

test('a role is given after proving once more who one is, and the office is there for it', async () => {
  const ana = await stage.visitor('Ana')
  const cleo = await stage.visitor('Cleo')
  await signIn(ana, 'ana@example.org')
  await signIn(cleo, 'cleo@example.org')
  await cleo.page.goto('/admin')
  await cleo.page.getByRole('heading', { level: 1 }).waitFor()
  expect(await cleo.page.getByText('cleo@example.org').count()).toBe(0)
  await ana.page.goto('/admin/people')
  await ana.page.getByLabel('Role of Cleo').selectOption('moderator')
  await ana.page.getByText('Cleo is a moderator now.').waitFor()
  await cleo.page.goto('/admin')
  await cleo.page.getByRole('heading', { level: 1, name: 'Reports' }).waitFor()
  await ana.page.goto('/admin/health')
  await ana.page.getByText('free of', { exact: false }).waitFor()
})
