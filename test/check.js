/** Everything that can be said about the sources without running them. `npm run check`; also a part of `npm test`. */
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { prepareModules } from '../api/cli/prepare.js'
import { ROOT } from '../api/cli/places.js'
import { listenTo } from '../api/cli/run.js'
import { CANARIES, withCanaries } from './canary.js'

const node = (program, ...args) => listenTo(process.execPath, [join(ROOT, 'node_modules', program), ...args])

const svelteCheck = async () => {
  const run = () =>
    node('svelte-check/bin/svelte-check', '--tsconfig', 'test/frontend/tsconfig.json', '--output', 'machine-verbose')
  let result
  const { missed, found } = await withCanaries(async () => (result = await run()).output)
  if (missed.length > 0) found.push(`svelte-check does not check: it missed ${missed.join(', ')}`, result.output)
  return { ...result, code: found.length > 0 ? 1 : 0, output: found.join('\n') }
}

/** The longest first. Two at a time suit two cores. */
const STEPS = {
  eslint: () => node('eslint/bin/eslint.js', '.', '--max-warnings', '0', '--ignore-pattern', CANARIES),
  'svelte-check': svelteCheck,
  tsc: () => node('typescript/bin/tsc', '--noEmit', '-p', '.'),
  prettier: () => node('prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.', `!${CANARIES}`)
}

/** @returns {Promise<number>} how many steps failed */
export const check = async () => {
  const waiting = Object.entries(STEPS)
  let failed = 0
  const lane = async () => {
    for (let next; (next = waiting.shift());) {
      const [name, step] = next
      const { code, output, seconds } = await step()
      console.log(`  ${name.padEnd(12)} ${code === 0 ? 'ok' : 'FAILED'} in ${seconds} s`)
      if (code === 0) continue
      failed++
      console.log(output)
    }
  }
  await Promise.all([lane(), lane()])
  return failed
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  process.exit((await prepareModules()) && (await check()) === 0 ? 0 : 1)
}
