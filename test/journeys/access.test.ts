import { expect, test } from 'vitest'
import { DEMO_PASSWORD } from '../support/demo.ts'
import { aStage } from '../support/stage.ts'
import { axeFindings, sidewaysScroll, signIn, type Visitor } from '../support/visitor.ts'

const stage = aStage({ demo: true })

const settled = async (page: Visitor['page']) => {
  await page.locator('h1:visible, nav:visible').first().waitFor()
  await page.evaluate('document.fonts.ready')
  await page.waitForTimeout(150)
}

const of = (page: string, sections: string[]) => sections.map((section) => `/${page}/${section}`)
const screens = [
  ...['/', '/r/garden', '/r/committee', '/u/jonas', '/giving', '/c/roof'],
  ...of('settings', ['profile', 'account', 'security', 'devices', 'tokens', 'blocked']),
  ...of('admin', ['people', 'reports', 'invitations', 'community', 'log', 'mail', 'health'])
]
const doors = ['/sign-in', '/sign-up', '/reset', '/join/aaaaaaaaaaaaaaaaaaaaaa']
/** Each width and each theme, and the narrowest in both. */
const LOOKS = [
  { colorScheme: 'light', width: 320 },
  { colorScheme: 'light', width: 1440 },
  { colorScheme: 'dark', width: 320 },
  { colorScheme: 'dark', width: 768 }
] as const

test.each(LOOKS)(
  'in the $colorScheme theme at $width px every screen can be used by everybody and never scrolls sideways',
  async ({ colorScheme, width }) => {
    const visitor = await stage.visitor('Mina', {
      colorScheme,
      viewport: { width, height: 800 },
      reducedMotion: 'reduce'
    })
    const { page } = visitor
    const look = async (path: string) => {
      await page.goto(path)
      await settled(page)
      expect({ path, sideways: await sidewaysScroll(page) }).toEqual({ path, sideways: 0 })
      expect({ path, findings: await axeFindings(page) }).toEqual({ path, findings: [] })
    }
    for (const path of doors) await look(path)
    await signIn(visitor, 'mina@example.org', DEMO_PASSWORD)
    for (const path of screens) await look(path)
    expect(visitor.complaints).toEqual([])
    await page.context().close()
  }
)

test('a room is found, entered, written in, and a message edited and deleted, by keyboard alone', async () => {
  const visitor = await stage.visitor('Mina')
  const { page } = visitor
  await page.goto('/sign-in')
  await settled(page)
  await page.getByLabel('E-mail').focus()
  await page.keyboard.type('mina@example.org')
  await page.keyboard.press('Tab')
  await page.keyboard.type(DEMO_PASSWORD)
  await page.keyboard.press('Enter')
  await page.getByRole('navigation', { name: 'Rooms and people' }).waitFor()
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').waitFor()
  await page.keyboard.type('kitch')
  await page.getByRole('option', { name: /kitchen/ }).waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'kitchen' }).waitFor()
  await page.locator('#composer').waitFor()
  await page.keyboard.type('by keyboard')
  await page.keyboard.press('Enter')
  await page.locator('article:not(.pending)').filter({ hasText: 'by keyboard' }).waitFor()
  await page.keyboard.press('ArrowUp')
  await page.getByRole('textbox', { name: 'Edit the message' }).waitFor()
  await page.keyboard.type(' alone')
  await page.keyboard.press('Enter')
  await page.getByRole('article').filter({ hasText: 'by keyboard alone' }).getByText('(edited)').waitFor()
  await page.keyboard.press('Alt+ArrowDown')
  await expect.poll(() => new URL(page.url()).pathname).not.toBe('/r/kitchen')
  expect(visitor.complaints).toEqual([])
})
