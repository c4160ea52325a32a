import { rmSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The checkout. */
export const ROOT = fileURLToPath(new URL('../../../', import.meta.url))

/** What a run that is cut off would leave behind; the latest goes first. */
const leftOver: (() => void)[] = []
process.once('exit', () => {
  for (const sweep of leftOver.reverse()) sweep()
})

/** Does this when the process ends, however it ends. It must not wait, and must not mind that it is done already. */
export const atTheEnd = (sweep: () => void) => void leftOver.push(sweep)

/** A folder of its own, and how to sweep it away. */
export const aFolder = async (name: string) => {
  const path = await mkdtemp(join(tmpdir(), `hearth-chaos-${name}-`))
  const all = { recursive: true, force: true, maxRetries: 3 }
  atTheEnd(() => rmSync(path, all))
  return { path, sweep: () => rm(path, all) }
}
