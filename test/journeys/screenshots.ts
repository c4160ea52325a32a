/**
 * `npm run screenshots`: pictures of the demo community in a real browser, in `screenshots/`: five pages, three widths, light
 * and dark. With `--write` the two of the busy room that the README shows are renewed too.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
import { demoCommunity } from '../../api/cli/demo/community.ts'
import { demoPassword } from '../../api/cli/demo/index.ts'
import type { Room } from '../../api/client.ts'
import { aBuiltServer, type BuiltServer } from '../support/built-server.ts'
import { launchBrowser } from '../support/chromium.ts'
import { request } from '../support/people.ts'
import { aVisitor, signIn } from '../support/visitor.ts'

const FOLDER = fileURLToPath(new URL('../../screenshots/', import.meta.url))
const README_PICTURE = (scheme: string) =>
  fileURLToPath(new URL(`../../frontend/screenshot-${scheme}.png`, import.meta.url))

const SIZES = [
  { width: 1440, height: 900 },
  { width: 768, height: 1024 },
  { width: 320, height: 640 }
]
const SCHEMES = ['light', 'dark'] as const

const [owner, friend] = demoCommunity(Date.now()).people
if (!owner || !friend) throw new Error('The demo has no people')

/** The addresses of the pages to take, by the name of the picture. */
const places = async ({ url }: BuiltServer) => {
  const credentials = { strategy: 'local', email: owner.email, password: demoPassword }
  const token = (await request(url, 'POST', '/api/authentication', { body: credentials })).body.accessToken as string
  const empty = {
    name: 'Rain barrels',
    slug: 'rain-barrels',
    topic: 'Who stores what, and where',
    visibility: 'public'
  }
  await request(url, 'POST', '/api/rooms', { token, body: empty })
  const rooms = (await request(url, 'GET', '/api/rooms?joined=true&$limit=100', { token })).body.data as Room[]
  const busiest = (wanted: (room: Room) => boolean) =>
    rooms.filter(wanted).toSorted((a, b) => b.lastSeq - a.lastSeq)[0]?.slug ?? ''
  return {
    'empty-room': '/r/rain-barrels',
    'busy-room': `/r/${busiest(({ visibility }) => visibility === 'public')}`,
    'direct-message': `/r/${busiest(({ visibility }) => visibility === 'direct')}`,
    profile: `/u/${friend.handle}`
  }
}

/** Fonts, pictures and rows are there, and nothing moves any more. */
const settled = async (page: Page) => {
  await page.waitForLoadState('networkidle')
  await page.evaluate('document.fonts.ready')
  await page.waitForTimeout(500)
}

const take = async (browser: Browser, server: BuiltServer, pages: Record<string, string>) => {
  for (const viewport of SIZES) {
    for (const colorScheme of SCHEMES) {
      const visitor = await aVisitor(browser, server.url, owner.displayName, {
        viewport,
        colorScheme,
        reducedMotion: 'reduce'
      })
      const { page } = visitor
      const shoot = async (name: string) => {
        await settled(page)
        await page.screenshot({ path: `${FOLDER}${name}-${viewport.width}-${colorScheme}.png` })
      }
      await page.goto('/sign-in')
      await shoot('sign-in')
      await signIn(visitor, owner.email, demoPassword)
      for (const [name, path] of Object.entries(pages)) {
        await page.goto(path)
        await shoot(name)
      }
      await page.context().close()
    }
  }
}

mkdirSync(FOLDER, { recursive: true })
const [server, browser] = await Promise.all([aBuiltServer({ LIMITS: 'off' }), launchBrowser()])
try {
  execFileSync(process.execPath, ['dist/api/cli/hearth.js', 'demo'], { env: server.env, stdio: 'inherit' })
  await take(browser, server, await places(server))
} finally {
  await browser.close()
  await server.stop()
}
if (process.argv.includes('--write')) {
  for (const scheme of SCHEMES) {
    const picture = sharp(`${FOLDER}busy-room-1440-${scheme}.png`).png({
      palette: true,
      effort: 10,
      compressionLevel: 9
    })
    await picture.toFile(README_PICTURE(scheme))
  }
}
console.log(`Pictures are in ${FOLDER}`)
