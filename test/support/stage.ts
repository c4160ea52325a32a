import type { Browser, BrowserContextOptions } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { aBuiltServer, type BuiltServer } from './built-server.ts'
import { launchBrowser } from './chromium.ts'
import { fillWithDemo } from './demo.ts'
import { aProxy, type Proxy } from './proxy.ts'
import { aVisitor } from './visitor.ts'

/** A built server, a browser, and the line between them. */
interface Stage {
  server: BuiltServer
  browser: Browser
  /** Visitors come through it, so that their line can be cut. */
  proxy: Proxy
}

interface Options {
  /** A community lives there already. */
  demo?: boolean
  /** Environment variables of the server. */
  settings?: () => Promise<Record<string, string>>
}

/** Sets the stage for the journeys of a file and clears it afterwards. */
export const aStage = ({ demo = false, settings = async () => ({}) }: Options = {}) => {
  const set: Partial<Stage> = {}
  beforeAll(async () => {
    ;[set.server, set.browser] = await Promise.all([aBuiltServer(await settings()), launchBrowser()])
    set.proxy = await aProxy(set.server.url)
    if (demo) await fillWithDemo(set.server)
  })
  afterAll(async () => {
    await set.browser?.close()
    await set.proxy?.close()
    await set.server?.stop()
  })
  const there = <K extends keyof Stage>(name: K): Stage[K] => {
    const found = set[name]
    if (!found) throw new Error(`The stage has no ${name} yet`)
    return found
  }
  return {
    get url() {
      return there('server').url
    },
    get proxy() {
      return there('proxy')
    },
    visitor: (name: string, options?: BrowserContextOptions) =>
      aVisitor(there('browser'), there('proxy').url, name, options)
  }
}
