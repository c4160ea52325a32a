import { createReadStream } from 'node:fs'
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'

/** Where uploaded bytes lie, by the id of their row in `files`. */
export interface Storage {
  /** All or nothing: a reader never sees half a file. */
  write(id: string, bytes: Buffer): Promise<void>
  /** Undefined when there is no such file. */
  read(id: string): Promise<Readable | undefined>
  remove(id: string): Promise<void>
}

/** Files in the data folder, in 256 folders by the random end of their ids. Ids are checked before they come here. */
export const diskStorage = (dataDir: string): Storage => {
  const folderOf = (id: string) => join(dataDir, 'files', id.slice(-2))
  const pathOf = (id: string) => join(folderOf(id), id)
  return {
    async write(id, bytes) {
      await mkdir(folderOf(id), { recursive: true })
      const unfinished = `${pathOf(id)}.part`
      await writeFile(unfinished, bytes)
      await rename(unfinished, pathOf(id))
    },
    async read(id) {
      const there = await stat(pathOf(id)).catch(() => undefined)
      return there && createReadStream(pathOf(id))
    },
    remove: (id) => rm(pathOf(id), { force: true })
  }
}
