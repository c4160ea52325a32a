import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { MODULES, ROOT } from './places.js'
import { run } from './run.js'

/**
 * Whether node_modules holds what package-lock.json asks for. npm leaves a record of what it installed when it is done, so an
 * install that was cut off, an `npm ci` by hand and a lock file changed by `git pull` are all seen. Packages for other
 * platforms may be missing.
 */
export const isInstalled = () => {
  try {
    const installed = packagesOf(join(MODULES, '.package-lock.json'))
    return Object.entries(packagesOf(join(ROOT, 'package-lock.json'))).every(([path, { version, optional, peer }]) => {
      if (path === '') return true
      return path in installed ? installed[path]?.version === version : optional === true || peer === true
    })
  } catch {
    return false
  }
}

/** @returns {Record<string, { version?: string, optional?: boolean, peer?: boolean }>} */
const packagesOf = (path) => JSON.parse(readFileSync(path, 'utf8')).packages

/** Installs the packages of package-lock.json. npm shows its own progress. */
export const install = async () => {
  console.log('Installing packages …')
  const since = Date.now()
  const { NODE_ENV: _, npm_execpath: npm = '', ...env } = process.env
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund']
  const code = npm.endsWith('npm-cli.js')
    ? await run(process.execPath, [npm, ...args], { env })
    : await run('npm', args, { env, shell: process.platform === 'win32' })
  if (code !== 0) {
    console.error('The packages could not be installed; the lines above say why.')
    return false
  }
  console.log(`Installed in ${((Date.now() - since) / 1000).toFixed(1)} s`)
  return true
}
