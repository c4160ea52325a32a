import { execFile, spawnSync } from 'node:child_process'
import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { aFolder, atTheEnd } from './places.ts'

const run = promisify(execFile)

/** A disk of so many bytes, in memory. @throws when this is not root's process */
export const aDisk = async (bytes: number) => {
  const folder = await aFolder('disk')
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', folder.path])
  } catch (error) {
    await folder.sweep()
    throw new Error('A small disk takes root: it is mounted', { cause: error })
  }
  atTheEnd(() => spawnSync('umount', ['-l', folder.path]))
  return {
    path: folder.path,
    async sweep() {
      await run('umount', ['-l', folder.path])
      await folder.sweep()
    }
  }
}

/** Takes all that is left. Answers how to give it back. */
export const fill = async (disk: string) => {
  const path = join(disk, 'filler')
  const file = await open(path, 'w')
  try {
    for (let size = 1 << 20; size >= 512;) {
      const written = await file.write(Buffer.alloc(size)).catch((error: unknown) => {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
      })
      if (!written) size >>= 1
    }
  } finally {
    await file.close()
  }
  return () => rm(path)
}
