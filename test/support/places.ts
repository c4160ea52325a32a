import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { atEnd } from './endings.ts'
import { freshDatabase } from './postgres.ts'

/** Where a Hearth may live: what `backUp`, `restore` and `aHearth` need to know of it. */
export interface Home {
  dataDir: string
  databaseUrl: string
  authSecret: string
}

/** A folder of its own, swept away when the test file ends. */
export const aFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), 'hearth-place-'))
  atEnd(() => rm(folder, { recursive: true, force: true }))
  return folder
}

export type Kind = 'SQLite' | 'PostgreSQL'
/** Which databases there are to test on. */
export const KINDS: Kind[] = process.env.TEST_DATABASE_URL ? ['SQLite', 'PostgreSQL'] : ['SQLite']

export const aHome = async (kind: Kind, authSecret: string = crypto.randomUUID() + crypto.randomUUID()) => {
  const dataDir = aFolder()
  if (kind === 'SQLite') return { dataDir, authSecret, databaseUrl: `sqlite:${join(dataDir, 'hearth.sqlite')}` }
  const { url, drop } = await freshDatabase()
  atEnd(drop)
  return { dataDir, authSecret, databaseUrl: url }
}
