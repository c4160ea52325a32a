import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { expect } from 'vitest'
import { PASSWORD } from './people.ts'

/** Somebody at a browser. */
export interface Visitor {
  name: string
  page: Page
  /** What the page complained of since it was opened: errors on the console, exceptions, blocked requests. */
  complaints: string[]
}

/** Complaints that are part of the play: a line that is down, or goes down under a request; a server that is away. */
const EXPECTED =
  /net::ERR_(INTERNET_DISCONNECTED|CONNECTION_(REFUSED|RESET|CLOSED|ABORTED)|SOCKET_NOT_CONNECTED|EMPTY_RESPONSE|NETWORK_CHANGED)|WebSocket connection to .* failed/

export const aVisitor = async (
  browser: Browser,
  url: string,
  name: string,
  options: BrowserContextOptions = {}
): Promise<Visitor> => {
  const context = await browser.newContext({
    baseURL: url,
    locale: 'en-GB',
    viewport: { width: 1280, height: 800 },
    ...options
  })
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  const complaints: string[] = []
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type()) && !EXPECTED.test(message.text())) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('request', (request) => {
    if (!request.url().startsWith(url) && !/^(data|blob):/.test(request.url()))
      complaints.push(`asked elsewhere: ${request.url()}`)
  })
  return { name, page, complaints }
}

/** Fills the account fields of the welcome and the sign-up page. */
export const fillAccount = async ({ page, name }: Visitor) => {
  await page.getByLabel('Your name').fill(name)
  await expect.poll(() => page.getByLabel('Handle').inputValue()).toBe(name.toLowerCase())
  await page.getByLabel('E-mail').fill(`${name.toLowerCase()}@example.org`)
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
}

/** The first visit to an empty Hearth. */
export const lightHearth = async (visitor: Visitor, community: string) => {
  const { page } = visitor
  await page.goto('/')
  await page.getByRole('heading', { name: 'Welcome home' }).waitFor()
  await page.getByLabel('Community').fill(community)
  await fillAccount(visitor)
  await page.getByRole('button', { name: 'Light the hearth' }).click()
  await page.getByRole('navigation', { name: 'Rooms and people' }).waitFor()
}

export const signUp = async (visitor: Visitor) => {
  const { page } = visitor
  await page.goto('/sign-up')
  await fillAccount(visitor)
  await page.getByRole('button', { name: 'Make my account' }).click()
  await page.getByRole('navigation', { name: 'Rooms and people' }).waitFor()
}

export const signIn = async ({ page }: Visitor, email: string, password = PASSWORD) => {
  await page.goto('/sign-in')
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('navigation', { name: 'Rooms and people' }).waitFor()
}

export const say = async ({ page }: Visitor, text: string) => {
  await page.locator('#composer').fill(text)
  await page.keyboard.press('Enter')
}

/** The row that shows this text. */
export const row = ({ page }: Visitor, text: string) => page.getByRole('article').filter({ hasText: text })

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe finds wrong with the page as it stands, in words. */
export const axeFindings = async (page: Page): Promise<string[]> => {
  // as the test's own script: the page's policy allows no foreign one
  await page.evaluate(axe)
  const { violations } = await page.evaluate<{
    violations: { id: string; nodes: { target: string[]; failureSummary: string }[] }[]
  }>('axe.run(document, { resultTypes: ["violations"] })')
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary}`)
  )
}

/** How far the page, or what scrolls in it, can be scrolled sideways, px. It never should. */
export const sidewaysScroll = (page: Page) =>
  page.evaluate<number>(
    "Math.max(...[document.documentElement, ...document.querySelectorAll('[data-scroll]')].map((e) => e.scrollWidth - e.clientWidth))"
  )
