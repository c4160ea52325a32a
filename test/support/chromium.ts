import { accessSync, constants } from 'node:fs'
import { chromium, type Browser } from 'playwright-core'

const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium'
]

/** Nothing but the page under test may use the network or the processor. */
const QUIET = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-dev-shm-usage',
  '--disable-gpu',
  '--disable-quic',
  '--disable-sync',
  '--no-first-run'
]

/**
 * A headless Chromium: the one of CHROMIUM_PATH, else one found on this machine, else that of the package
 * `@sparticuz/chromium`. Close it when done.
 * @throws when CHROMIUM_PATH names no program
 */
export const launchBrowser = async (): Promise<Browser> => {
  const own = process.env.CHROMIUM_PATH
  if (own && !isProgram(own)) throw new Error(`CHROMIUM_PATH: there is no program at ${own}`)
  const executablePath = own || (INSTALLED.find(isProgram) ?? (await unpacked()))
  const isRoot = process.getuid?.() === 0
  return chromium.launch({ executablePath, headless: true, chromiumSandbox: !isRoot, args: QUIET })
}

const isProgram = (path: string) => {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** The package holds Chromium compressed; the first call unpacks it into the folder for temporary files. */
const unpacked = async () => {
  const { default: packed } = await import('@sparticuz/chromium')
  return packed.executablePath()
}
