import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { isId } from '../validators.ts'

/** Where uploaded bytes lie, by the id of their row in `files`. */
export interface Storage {
  /** All or nothing, and on the disk when it resolves: a reader never sees half a file, nor a crash. */
  write(id: string, bytes: Buffer): Promise<void>
  /** Undefined when there is no such file. */
  read(id: string): Promise<Readable | undefined>
  remove(id: string): Promise<void>
  /**
   * Removes what was written between two times (ms) and is not among what `named` answers of its ids; and what a crash then left
   * half-written.
   */
  sweep(from: number, to: number, named: (ids: string[]) => Promise<readonly string[]>): Promise<void>
}

const UNFINISHED = '.part'

/** Files in the data folder, in 256 folders by the random end of their ids. Ids are checked before they come here. */
export const diskStorage = (dataDir: string): Storage => {
  const root = join(dataDir, 'files')
  const folderOf = (id: string) => join(root, id.slice(-2))
  const pathOf = (id: string) => join(folderOf(id), id)
  return {
    async write(id, bytes) {
      await mkdir(folderOf(id), { recursive: true })
      const unfinished = `${pathOf(id)}${UNFINISHED}`
      try {
        await writeThrough(unfinished, bytes)
        await rename(unfinished, pathOf(id))
      } catch (error) {
        await rm(unfinished, { force: true })
        throw error
      }
      await syncFolder(folderOf(id))
    },
    async read(id) {
      const there = await stat(pathOf(id)).catch(() => undefined)
      return there && createReadStream(pathOf(id))
    },
    remove: (id) => rm(pathOf(id), { force: true }),
    async sweep(from, to, named) {
      for (const folder of await namesIn(root)) {
        const names = (await namesIn(join(root, folder))).filter((name) => {
          const id = name.replace(UNFINISHED, '')
          return isId(id) && from <= timeOf(id) && timeOf(id) < to
        })
        const whole = names.filter(isId)
        const kept = new Set(whole.length > 0 ? await named(whole) : [])
        for (const name of names) if (!kept.has(name)) await rm(join(root, folder, name), { force: true })
      }
    }
  }
}

const namesIn = (folder: string) => readdir(folder).catch(() => [])

/** When an id was made (ms): it begins with that. */
const timeOf = (id: string) => parseInt(id.replace('-', '').slice(0, 12), 16)

const writeThrough = async (path: string, bytes: Buffer) => {
  const file = await open(path, 'w')
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** A new name is durable when its folder is. Windows has no such thing. */
export const syncFolder = async (folder: string) => {
  if (process.platform === 'win32') return
  const handle = await open(folder)
  await handle.sync().finally(() => handle.close())
}
