import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aMailbox, type Mailbox } from '../support/mailbox.ts'
import { aBuiltServer, type BuiltServer } from '../support/built-server.ts'
import { launchBrowser } from '../support/chromium.ts'
import {
  aVisitor,
  axeFindings,
  fillAccount,
  lightHearth,
  row,
  sidewaysScroll,
  signIn,
  type Visitor
} from '../support/visitor.ts'

let mailbox: Mailbox
let server: BuiltServer
let browser: Browser

beforeAll(async () => {
  mailbox = await aMailbox()
  ;[server, browser] = await Promise.all([aBuiltServer({ SMTP_URL: mailbox.url }), launchBrowser()])
})
afterAll(async () => {
  await browser.close()
  await server.stop()
})

/** As the owner's own page would. */
const post = ({ page }: Visitor, path: string, body: object) =>
  page.evaluate(
    async ([to, json]) => {
      const headers = { 'content-type': 'application/json' }
      const answer = await fetch(to, { method: 'POST', headers, body: json })
      if (!answer.ok) throw new Error(await answer.text())
      return await answer.json()
    },
    [`/api/${path}`, JSON.stringify(body)] as const
  )

test('somebody without an account gives by a link, and takes the gift along into an account later', async () => {
  const [ana, greta] = (await Promise.all(['Ana', 'Greta'].map((name) => aVisitor(browser, server.url, name)))) as [
    Visitor,
    Visitor
  ]
  await lightHearth(ana, 'Riverside Garden')
  const roomId = await ana.page.evaluate(async () => {
    const { data } = (await (await fetch('/api/rooms?slug=general')).json()) as { data: [{ id: string }] }
    return data[0].id
  })
  const campaign = { title: 'A greenhouse', currency: 'EUR', goalAmount: 10_000, status: 'live', roomId }
  await post(ana, 'campaigns', { ...campaign, suggestions: [{ amount: 2500, text: 'a week of heating' }] })

  // an account is needed, until the owner says otherwise
  await greta.page.goto('/c/a-greenhouse')
  await greta.page.getByRole('link', { name: 'Give', exact: true }).first().waitFor()
  await ana.page.goto('/admin/community')
  await ana.page.getByRole('switch', { name: /Gifts without an account/ }).check()
  await ana.page.getByText('Saved.').waitFor()
  await ana.page.goto('/r/general')
  await ana.page.locator('#composer').waitFor()

  const { page } = greta
  await page.reload()
  await page.getByRole('button', { name: 'Give', exact: true }).first().click()
  const dialog = page.getByRole('dialog')
  expect(await dialog.getByRole('radio', { name: 'Monthly' }).count()).toBe(0)
  await dialog.getByRole('button', { name: 'Continue · €25.00' }).click()
  // what is missing is said at its field
  await dialog.getByRole('button', { name: 'Continue · €25.00' }).click()
  await dialog.getByText('This is needed.').first().waitFor()
  await dialog.getByLabel('Your name').fill('Greta Guest')
  await dialog.getByLabel('E-mail').fill('greta')
  await dialog.getByRole('button', { name: 'Continue · €25.00' }).click()
  await dialog.getByText('This does not look like an e-mail address.').waitFor()
  await dialog.getByLabel('E-mail').fill('greta@example.org')
  await dialog.getByLabel('Message to the community').fill('from the next village')
  expect(await axeFindings(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Continue · €25.00' }).click()
  await dialog.getByRole('button', { name: 'Send me the link' }).click()
  await dialog.getByRole('heading', { name: 'Look into your mail' }).waitFor()
  await dialog.getByRole('button', { name: 'Done' }).click()

  const { link } = await mailbox.next('greta@example.org')
  await page.goto(link)
  await page.getByRole('heading', { level: 1, name: 'One more step' }).waitFor()
  expect(new URL(page.url()).hash).toBe('')
  expect(await axeFindings(page)).toEqual([])
  expect(await sidewaysScroll(page)).toBe(0)
  await page.getByRole('button', { name: 'Give €25.00' }).click()
  await page.getByLabel('Test card number').fill('4242 4242 4242 4242')
  await page.getByRole('button', { name: /^(Donate|Pay)/ }).click()
  await page.getByRole('heading', { level: 1, name: 'You kept it burning.' }).waitFor()
  await page.getByText(/^Receipt/).waitFor()
  expect((await mailbox.next('greta@example.org')).link).toBe(link)
  await row(ana, 'from the next village').getByText('Greta Guest').first().waitFor()

  // an account made afterwards
  await page.getByRole('link', { name: 'Sign in or make one' }).click()
  await page.getByRole('link', { name: 'Make an account' }).click()
  await fillAccount(greta)
  await page.getByRole('button', { name: 'Make my account' }).click()
  await page.getByRole('heading', { level: 1, name: 'Look into your mail' }).waitFor()
  await page.goto((await mailbox.next('greta@example.org')).link)
  await page.getByRole('heading', { level: 1, name: 'Your address is confirmed' }).waitFor()
  await signIn(greta, 'greta@example.org')
  await page.goto(link)
  await page.getByRole('button', { name: 'Put it among my gifts' }).click()
  await page.getByText('€25.00').first().waitFor()
  await row(ana, 'from the next village').getByText('Greta', { exact: true }).first().waitFor()

  for (const { complaints } of [ana, greta]) expect(complaints).toEqual([])
})
