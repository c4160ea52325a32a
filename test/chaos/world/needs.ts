import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import type { Kind } from './ground.ts'

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

/** What an experiment needs of the machine, by its Debian package; a small disk is mounted, which is for root. */
export type Need = 'strace' | 'faketime' | 'haproxy' | 'redis-server' | 'root'

const IS_THERE: Record<Need, () => boolean> = {
  strace: () => !spawnSync('strace', ['-V']).error,
  haproxy: () => !spawnSync('haproxy', ['-v']).error,
  'redis-server': () => !spawnSync('redis-server', ['--version']).error,
  faketime: () => FAKETIME !== undefined,
  root: () => process.getuid?.() === 0
}

/** What is missing here to run on this kind of database, in words; undefined when everything is there. */
export const missing = (kind: Kind, needs: readonly Need[] = []) => {
  if (kind === 'PostgreSQL' && !postgresPrograms()) return 'postgresql is not installed'
  const absent = needs.find((need) => !IS_THERE[need]())
  return absent && (absent === 'root' ? 'it takes root' : `${absent} is not installed`)
}
