import { existsSync, readdirSync } from 'node:fs'
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Configuration } from '../configuration.ts'
import { diskStorage, syncFolder } from '../storage/index.ts'
import { openBackup } from './contents.ts'
import { load, type Loaded } from './load.ts'
import { intoPostgres } from './into-postgres.ts'
import { intoSqlite } from './into-sqlite.ts'
import type { Head } from './manifest.ts'
import type { Place } from './place.ts'
import { fileOf } from './snapshot.ts'

type Settings = Pick<Configuration, 'authSecret' | 'databaseUrl' | 'dataDir'>

/** What the command tells of what it did. */
export interface RestoreSummary extends Omit<Loaded, 'secret'> {
  head: Head
  /** Where what was there before is kept; only with `replace`. */
  aside: string[]
  /** Whether tokens and second factors of the backup go on working. */
  secret: 'restored' | 'same' | 'not in it'
}

/**
 * Puts a backup into the database and the data folder of these settings, all or nothing. They must be empty, unless `replace`,
 * which keeps aside what was there.
 * @throws {StartError} when the file is no backup, damaged or newer, the place is not empty, or a server runs on it
 */
export const restore = async (settings: Settings, file: string, { replace = false } = {}): Promise<RestoreSummary> => {
  const contents = await openBackup(file)
  const stamp = `before-${new Date().toISOString().slice(0, 19).replace(/\D/g, '')}`
  const staging = join(settings.dataDir, 'restoring')
  const aside: string[] = []
  await rm(staging, { recursive: true, force: true })
  await mkdir(staging, { recursive: true })
  try {
    const place: Place<Loaded> = {
      fill: (db) => load(contents, db, diskStorage(staging)),
      settle: () => placeFiles(settings.dataDir, staging, stamp, aside),
      ...{ replace, stamp, aside }
    }
    const sqlite = fileOf(settings.databaseUrl)
    const loaded = await (sqlite === undefined ? intoPostgres(settings.databaseUrl, place) : intoSqlite(sqlite, place))
    const secret = await placeSecret(settings, loaded.secret, replace ? stamp : undefined)
    return { rows: loaded.rows, files: loaded.files, head: contents.head, aside, secret }
  } finally {
    await rm(staging, { recursive: true, force: true })
  }
}

const placeFiles = async (dataDir: string, staging: string, stamp: string, aside: string[]) => {
  const place = join(dataDir, 'files')
  const old = join(dataDir, `files.${stamp}`)
  const made = join(staging, 'files')
  await mkdir(made, { recursive: true })
  const hadFiles = existsSync(place) && readdirSync(place).length > 0
  if (hadFiles) {
    await rename(place, old)
    aside.push(old)
  } else await rm(place, { recursive: true, force: true })
  await rename(made, place)
  await syncFolder(dataDir)
  return async () => {
    await rename(place, made)
    if (hadFiles) await rename(old, place)
  }
}

const placeSecret = async ({ authSecret, dataDir }: Settings, secret: string | undefined, stamp?: string) => {
  if (secret === undefined) return 'not in it'
  if (secret === authSecret) return 'same'
  const place = join(dataDir, 'auth-secret')
  if (stamp && existsSync(place)) await link(place, `${place}.${stamp}`)
  await writeFile(`${place}.part`, secret, { mode: 0o600, flush: true })
  await rename(`${place}.part`, place)
  await syncFolder(dirname(place))
  return (await readFile(place, 'utf8')) === secret ? 'restored' : 'not in it'
}
