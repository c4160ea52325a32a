/**
 * `npm run security`: lets scanners that others wrote loose on the built server, on loopback, as somebody who is signed in. Each
 * is first shown to find a hole that was planted for it. Fails when one does not, and when one finds anything in Hearth.
 * With `--write` the table also replaces what stands between the two security marks of SECURITY.md.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { aHearthTarget, type HearthTarget, type Target } from './hearth.ts'
import { aPlantedServer } from './planted.ts'
import { slowhttptest } from './slowhttptest.ts'
import { sqlmap } from './sqlmap.ts'
import { install, versionOf, type Row, type Tool } from './tool.ts'
import { wapiti } from './wapiti.ts'

const PAGE = new URL('../../SECURITY.md', import.meta.url)
const MARKED = /(<!-- security -->\n)[^]*?(<!-- \/security -->)/

type Scan = (planted: Target, hearth: HearthTarget, folder: string) => Promise<Row>

/** Each tool has servers and a folder of its own. */
const scanWith = async (scan: Scan, limits: 'on' | 'off') => {
  const folder = await mkdtemp(join(tmpdir(), 'hearth-scan-'))
  const planted = await aPlantedServer()
  try {
    const hearth = await aHearthTarget(limits)
    try {
      return await scan(planted, hearth, folder)
    } finally {
      await hearth.stop()
    }
  } finally {
    await planted.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

install()
// what is looked for must not be hidden by limits, except where limits are what is tried
const rows = [await scanWith(sqlmap, 'off'), await scanWith(wapiti, 'off'), await scanWith(slowhttptest, 'on')]

const lines: string[] = []
for (const { tool, planted, hearth, findings } of rows) {
  const found = findings.length > 0 ? findings.join('; ') : 'none'
  lines.push(`| ${tool} ${versionOf(tool as Tool) ?? ''} | ${planted} | ${hearth} | ${found} |`)
}
const table = ['| Scanner | Planted holes found | Hearth | Findings |', '| --- | --- | --- | --- |', ...lines].join(
  '\n'
)

console.log(`\n${table}\n`)
if (process.argv.includes('--write')) {
  const page = readFileSync(PAGE, 'utf8')
  if (!MARKED.test(page)) throw new Error('SECURITY.md has no lines <!-- security --> and <!-- /security -->')
  writeFileSync(
    PAGE,
    page.replace(MARKED, (_all, before: string, after: string) => `${before}\n${table}\n\n${after}`)
  )
}
if (rows.some(({ findings }) => findings.length > 0)) process.exitCode = 1
