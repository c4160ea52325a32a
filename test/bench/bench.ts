/**
 * `npm run bench`: the figures of the README, measured on the built server with fresh data, beside peers that it starts itself.
 *
 *   --only=fanout,cut   some parts only
 *   --rounds=1          how often each comparison is made (5)
 *   --django            compares with Django Channels too, where its packages are installed
 *   --profile           prints where a message's time goes, and nothing else
 *   --write             puts the table between the two bench marks of README.md; needs all parts
 *
 * README.md beside this file says how it measures.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { inBrowser } from './browser-rows.ts'
import { community } from './community.ts'
import { canPin } from './cores.ts'
import { cut } from './cut.ts'
import { missingForDjango } from './django.ts'
import { fanout } from './fanout.ts'
import { nodes } from './nodes.ts'
import { profile } from './profile.ts'
import { ROUNDS } from './rounds.ts'
import type { Row } from './row.ts'
import { alone } from './server.ts'
import { sockets } from './sockets.ts'
import { stored } from './stored.ts'

const README = new URL('../../README.md', import.meta.url)
const MARKED = /(<!-- bench -->\n)[^]*?(<!-- \/bench -->)/

/** One after the other: they share the processor. */
const PARTS: Record<string, () => Promise<Row[]>> = {
  alone,
  browser: inBrowser,
  fanout,
  stored,
  sockets,
  cut,
  nodes,
  large: community
}

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    rounds: { type: 'string' },
    django: { type: 'boolean', default: false },
    profile: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false }
  }
})

const wanted = values.only?.split(',') ?? Object.keys(PARTS)

const mistake = () => {
  const unknown = wanted.find((name) => !(name in PARTS))
  if (unknown) return `There is no part "${unknown}"; there are ${Object.keys(PARTS).join(', ')}`
  if (values.write && values.only) return '--write needs all parts: leave --only out'
  return values.django ? missingForDjango() : undefined
}

const tableOf = (rows: Row[]) => [
  '| What | Measured | Asked | |',
  '| --- | --- | --- | --- |',
  ...rows.map(({ what, measured, asked = '', met }) => `| ${what} | ${measured} | ${asked} | ${mark(met)} |`)
]

const mark = (met?: boolean) => (met === undefined ? '' : met ? 'yes' : '**no**')

const machine = () => {
  const [cpu] = cpus()
  const cores = canPin ? 'server and load on a core each' : 'server and load not kept apart: no taskset, or one core'
  return `${cpus().length} cores (${cpu?.model ?? 'unknown'}), Node ${process.versions.node}; ${cores}; medians of ${ROUNDS}`
}

const measure = async () => {
  const rows: Row[] = []
  for (const name of wanted) {
    console.log(`\n── ${name}`)
    rows.push(...(await PARTS[name]!()))
  }
  const table = [...tableOf(rows), '', machine()].join('\n')
  console.log(`\n${table}\n`)
  if (!values.write) return
  const page = readFileSync(README, 'utf8')
  if (!MARKED.test(page)) throw new Error('README.md has no lines <!-- bench --> and <!-- /bench -->')
  writeFileSync(
    README,
    page.replace(MARKED, (_all, before: string, after: string) => `${before}\n${table}\n\n${after}`)
  )
}

const problem = mistake()
if (problem) console.error(problem)
else await (values.profile ? profile() : measure())
process.exitCode = problem ? 1 : 0
