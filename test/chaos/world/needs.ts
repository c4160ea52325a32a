import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import type { Kind } from './ground.ts'
import { ROOT } from './places.ts'
import { RELEASE } from './release.ts'

/** libfaketime, which shows a program another time. */
export const FAKETIME = ['x86_64-linux-gnu', 'aarch64-linux-gnu']
  .map((machine) => `/usr/lib/${machine}/faketime/libfaketime.so.1`)
  .find((path) => existsSync(path))

const POSTGRES = '/usr/lib/postgresql'
/** The folder of PostgreSQL's newest programs; undefined where it is not installed. */
export const postgresPrograms = () => {
  const versions = existsSync(POSTGRES) ? readdirSync(POSTGRES) : []
  const newest = versions.sort((a, b) => Number(b) - Number(a))[0]
  return newest && `${POSTGRES}/${newest}/bin`
}

/** What an experiment needs: of the machine, by its Debian package, or root for a small disk; or the last release in the history. */
export type Need = 'strace' | 'faketime' | 'haproxy' | 'redis-server' | 'root' | 'release'

const IS_THERE: Record<Need, () => boolean> = {
  strace: () => !spawnSync('strace', ['-V']).error,
  haproxy: () => !spawnSync('haproxy', ['-v']).error,
  'redis-server': () => !spawnSync('redis-server', ['--version']).error,
  faketime: () => FAKETIME !== undefined,
  root: () => process.getuid?.() === 0,
  release: () => spawnSync('git', ['cat-file', '-e', `${RELEASE}^{commit}`], { cwd: ROOT }).status === 0
}

const WITHOUT: Partial<Record<Need, string>> = {
  root: 'it takes root',
  release: 'the last release is not in the history of this clone'
}

/** What is missing here to run on this kind of database, in words; undefined when everything is there. */
export const missing = (kind: Kind, needs: readonly Need[] = []) => {
  if (kind === 'PostgreSQL' && !postgresPrograms()) return 'postgresql is not installed'
  const absent = needs.find((need) => !IS_THERE[need]())
  return absent && (WITHOUT[absent] ?? `${absent} is not installed`)
}
