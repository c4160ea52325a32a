import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DIST, ROOT } from './places.js'
import { listenTo } from './run.js'

const STAMP = join(DIST, '.stamp')
const UNFINISHED = join(DIST, '.unfinished')

/** What the build is made from. */
const SOURCES = ['api', 'frontend', 'migrations', 'package-lock.json', 'tsconfig.json', 'vite.config.ts']

/** A hash over the names and contents of all sources: what a `touch` or a fresh clone does to times is no change. */
const fingerprint = () => {
  const hash = createHash('sha256')
  const add = (path) =>
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(ROOT, path)))
      .update('\0')
  const walk = (folder) => {
    const entries = readdirSync(join(ROOT, folder), { withFileTypes: true })
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = `${folder}/${entry.name}`
      if (entry.isDirectory()) walk(path)
      else if (!entry.name.endsWith('.md')) add(path)
    }
  }
  for (const source of SOURCES) source.includes('.') ? add(source) : walk(source)
  return hash.digest('hex')
}

export const isBuilt = () => {
  try {
    return readFileSync(STAMP, 'utf8') === fingerprint()
  } catch {
    return false
  }
}

/**
 * Builds server and web app side by side into an unfinished folder, which takes the place of the last build only when both
 * succeeded. The stamp is missing as long as `dist` is not whole.
 * @returns {Promise<boolean>} false when a step failed; what it said has been printed, and the last build is as it was
 */
export const build = async () => {
  console.log('Building …')
  const made = fingerprint()
  rmSync(UNFINISHED, { recursive: true, force: true })
  mkdirSync(UNFINISHED, { recursive: true })
  const bin = (name, path) => join(ROOT, 'node_modules', name, path)
  const steps = await Promise.all([
    step('server', [bin('typescript', 'bin/tsc'), '-p', 'api', '--outDir', UNFINISHED]),
    step('web app', [bin('vite', 'bin/vite.js'), 'build', '--logLevel', 'warn', '--outDir', join(UNFINISHED, 'web')])
  ])
  if (steps.includes(false)) {
    rmSync(UNFINISHED, { recursive: true, force: true })
    console.error('The build failed; nothing was started.')
    return false
  }
  rmSync(STAMP, { force: true })
  for (const part of readdirSync(UNFINISHED)) swap(part)
  rmSync(UNFINISHED, { recursive: true })
  writeFileSync(STAMP, made)
  return true
}

/** By renaming alone, because a server may be starting from the last build at this moment. */
const swap = (part) => {
  const last = join(UNFINISHED, `${part}.last`)
  const place = join(DIST, part)
  if (existsSync(place)) renameSync(place, last)
  renameSync(join(UNFINISHED, part), place)
}

const step = async (name, args) => {
  const env = { ...process.env, NODE_ENV: 'production' }
  const { code, output, seconds } = await listenTo(process.execPath, args, { env })
  console.log(`  ${name.padEnd(8)} ${code === 0 ? 'built' : 'FAILED'} in ${seconds} s`)
  if (code !== 0) console.log(output)
  return code === 0
}
