import { execFileSync } from 'node:child_process'
import { accessSync, constants, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
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
  const installed = own || INSTALLED.find(isProgram)
  const program = installed ? { executablePath: installed } : unpacked()
  const isRoot = process.getuid?.() === 0
  return chromium.launch({ ...program, headless: true, chromiumSandbox: !isRoot, args: QUIET })
}

const isProgram = (path: string) => {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

const UNPACKED = fileURLToPath(new URL('../../node_modules/.cache/chromium/', import.meta.url))

/**
 * The package holds Chromium compressed, with the few libraries that a bare Linux lacks; the first call unpacks them.
 * Built elsewhere and renamed, so that nobody ever starts half a browser.
 */
const unpacked = () => {
  const executablePath = join(UNPACKED, 'chromium')
  if (!isProgram(executablePath)) {
    mkdirSync(dirname(dirname(executablePath)), { recursive: true })
    const folder = mkdtempSync(UNPACKED.replace(/\/$/, '-'))
    unpackInto(folder)
    try {
      renameSync(folder, UNPACKED)
    } catch {
      rmSync(folder, { recursive: true })
    }
  }
  const libraries = [process.env.LD_LIBRARY_PATH, join(UNPACKED, 'al2023/lib')].filter(Boolean).join(':')
  return { executablePath, env: { ...process.env, LD_LIBRARY_PATH: libraries } as Record<string, string> }
}

/** In a process of its own: the package chooses its folder and its libraries by the environment alone. */
const unpackInto = (folder: string) => {
  const script = "import chromium from '@sparticuz/chromium'; await chromium.executablePath()"
  const env = { ...process.env, TMPDIR: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' }
  execFileSync(process.execPath, ['--input-type=module', '--eval', script], { cwd: import.meta.dirname, env })
}
