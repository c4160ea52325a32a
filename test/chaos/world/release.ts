import { execFile } from 'node:child_process'
import { readFile, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type * as Sdk from '../../../api/client.ts'
import { aFolder, ROOT } from './places.ts'

/** The last version that people run, a commit of this repository; when a new one is made, its commit comes here. */
export const RELEASE = '40f5d1f'

const run = promisify(execFile)
let built: Promise<string> | undefined

/** Builds the last release beside this checkout, once. Answers where it is.
 *  @throws when it is not in this clone's history, or cannot be built */
export const theRelease = () => (built ??= build())

/** The SDK of a build: what a program has that was made for it. */
export const sdkOf = (home: string) => import(join(home, 'dist/api/client.js')) as Promise<typeof Sdk>

const build = async () => {
  const { path } = await aFolder('release')
  const archive = join(path, 'release.tar')
  await run('git', ['archive', '--format=tar', '-o', archive, RELEASE], { cwd: ROOT })
  await run('tar', ['-xf', archive, '-C', path])
  const [now, then] = await Promise.all([ROOT, path].map((home) => readFile(join(home, 'package-lock.json'), 'utf8')))
  if (now === then) await symlink(join(ROOT, 'node_modules'), join(path, 'node_modules'))
  else await run('npm', ['ci', '--no-audit', '--no-fund'], { cwd: path })
  await run(process.execPath, ['api/cli/build.js'], { cwd: path })
  return path
}
