import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../api/cli/places.js'

/** Checks that read the front end must pass over these, and only svelte-check may see them. */
export const CANARIES = 'frontend/canary-*'

const NAME = `frontend/canary-${process.pid}`

/** One known error in a script, one in a template, one in a TypeScript file. */
const ERRORS = {
  [`${NAME}.svelte`]: {
    text: `<script lang="ts">\n  const count: number = 'three'\n</script>\n\n<p>{count.toUpperCase()}</p>\n`,
    lines: [2, 5]
  },
  [`${NAME}.svelte.ts`]: { text: `export const count: number = 'three'\n`, lines: [1] }
}

/**
 * svelte-check can print "0 errors" while it checks nothing. So it always runs over files with known errors, and a run that
 * does not report exactly those is a failed one.
 * @param {() => Promise<string>} check runs svelte-check and answers its machine-verbose output
 * @returns {Promise<{ missed: string[], found: string[] }>} canaries it did not see, and everything else that it found
 */
export const withCanaries = async (check) => {
  const remove = () => Object.keys(ERRORS).forEach((file) => rmSync(join(ROOT, file), { force: true }))
  process.once('exit', remove)
  try {
    for (const [file, { text }] of Object.entries(ERRORS)) writeFileSync(join(ROOT, file), text)
    return judge(await check())
  } finally {
    remove()
    process.off('exit', remove)
  }
}

const judge = (output) => {
  const missed = new Set(Object.entries(ERRORS).flatMap(([file, { lines }]) => lines.map((line) => `${file}:${line}`)))
  const found = []
  for (const { type, filename, start, message } of findings(output)) {
    const place = `${filename}:${start.line + 1}`
    if (!missed.delete(place)) found.push(`${place}:${start.character + 1}  ${type.toLowerCase()}  ${message}`)
  }
  return { missed: [...missed], found }
}

/** Each line is a time and then a finding in JSON, or a note about the run. */
const findings = (output) =>
  output
    .split('\n')
    .map((line) => line.slice(line.indexOf(' ') + 1))
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line))
