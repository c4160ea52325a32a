import { existsSync } from 'node:fs'
import { rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { buffer } from 'node:stream/consumers'
import type { Knex } from 'knex'
import { StartError, type Configuration } from '../configuration.ts'
import { stepsOf } from '../migrate.ts'
import { diskStorage, syncFolder } from '../storage/index.ts'
import { version } from '../version.ts'
import { writeArchive, type Entry } from './archive.ts'
import { END, FORMAT, HEAD, toBytes, type End } from './manifest.ts'
import { linesOf, summing } from './rows.ts'
import { fileOf, snapshot } from './snapshot.ts'
import { tablesAfter, type Table } from './tables.ts'

type Settings = Pick<Configuration, 'authSecret' | 'databaseUrl' | 'dataDir'>

/** What the command tells of what it made. */
export interface BackupSummary {
  rows: number
  files: number
  /** Files whose bytes were not there any more when they were to be copied. */
  gone: number
  /** Of the file that was written. */
  bytes: number
}

/** Lines are put together up to about so many characters. */
const PART = 512 * 1024

/**
 * Writes everything that a Hearth holds into one file, as it stands in one moment, while it goes on serving: what was
 * acknowledged before this began is in it. All or nothing: the file has its name only when it is whole.
 */
export const backUp = async (settings: Settings, file: string, { withSecret = false } = {}): Promise<BackupSummary> => {
  if (existsSync(file)) throw new StartError(`${file} exists already: a backup does not take the place of another file`)
  const unfinished = `${file}.part`
  await rm(unfinished, { force: true })
  try {
    const summary = await snapshot(settings.databaseUrl, async (db) => {
      const steps = await stepsOf(db)
      if (steps.length === 0) throw new StartError('There is nothing to back up: the database is empty')
      const made = { rows: 0, files: 0, gone: 0 }
      await writeArchive(unfinished, entries(db, settings, steps, { withSecret, made }))
      return made
    })
    await rename(unfinished, file)
    await syncFolder(dirname(file))
    return { ...summary, bytes: (await stat(file)).size }
  } catch (error) {
    await rm(unfinished, { force: true })
    throw error
  }
}

interface Making {
  withSecret: boolean
  made: Omit<BackupSummary, 'bytes'>
}

async function* entries(
  db: Knex,
  { authSecret, databaseUrl, dataDir }: Settings,
  steps: string[],
  { withSecret, made }: Making
): AsyncGenerator<Entry> {
  const database = fileOf(databaseUrl) === undefined ? 'postgres' : 'sqlite'
  const head = { format: FORMAT, hearth: version, database, madeAt: Date.now(), steps }
  yield { name: HEAD, bytes: toBytes(head) }
  if (withSecret) yield { name: 'auth-secret', bytes: Buffer.from(authSecret) }

  const end: End = { tables: {}, files: { count: 0, sha256: '' } }
  const gone = new Set<string>()
  const files = summing()
  for (const id of await db('files').orderBy('id').pluck<string[]>('id')) {
    const bytes = await bytesOf(dataDir, id)
    if (!bytes) {
      gone.add(id)
      continue
    }
    files.add(id, bytes)
    yield { name: `files/${id}`, bytes }
  }
  end.files = files.sum()

  for (const table of await tablesAfter(steps)) {
    const rows = summing()
    for await (const { name, lines } of parts(db, table, gone)) {
      for (const line of lines) rows.add(line)
      yield { name, bytes: Buffer.from(lines.join('\n')) }
    }
    const sum = rows.sum()
    end.tables[table.name] = sum
    made.rows += sum.count
  }
  Object.assign(made, { files: end.files.count, gone: gone.size })
  yield { name: END, bytes: toBytes(end) }
}

/** Undefined when somebody has removed the file since the snapshot. */
const bytesOf = async (dataDir: string, id: string) => {
  const stream = await diskStorage(dataDir).read(id)
  return stream && (await buffer(stream).catch(missing))
}

const missing = (error: unknown) => {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
  throw error
}

/** The lines of a table in parts of a bearable size, numbered. What lost its bytes on the way has no row, and is worn by nobody. */
async function* parts(db: Knex, table: Table, gone: Set<string>) {
  let lines: string[] = []
  let size = 0
  let number = 0
  const part = () => {
    const name = `tables/${table.name}/${String(++number).padStart(6, '0')}.jsonl`
    const whole = { name, lines }
    lines = []
    size = 0
    return whole
  }
  for await (const batch of linesOf(db, table)) {
    for (const line of gone.size > 0 ? batch.flatMap((one) => without(one, table, gone)) : batch) {
      lines.push(line)
      size += line.length
      if (size > PART) yield part()
    }
  }
  if (lines.length > 0) yield part()
}

const without = (line: string, { name }: Table, gone: Set<string>): string[] => {
  if (name !== 'files' && name !== 'profiles') return [line]
  const row = JSON.parse(line) as { id: string; avatarId: string | null }
  if (name === 'files') return gone.has(row.id) ? [] : [line]
  return [gone.has(row.avatarId ?? '') ? JSON.stringify({ ...row, avatarId: null }) : line]
}
