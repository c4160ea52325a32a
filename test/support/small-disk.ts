import { execFile } from 'node:child_process'
import { chownSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

export interface SmallDisk {
  path: string
  /** Takes all that is free, to the last page. */
  fill(): void
  free(): void
  remove(): Promise<void>
}

/** A disk of so many MB in memory; undefined where it cannot be mounted, which takes root on Linux. */
export const aSmallDisk = async (megabytes: number, owner?: string): Promise<SmallDisk | undefined> => {
  const path = mkdtempSync(join(tmpdir(), 'hearth-disk-'))
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${String(megabytes)}m,mode=0700`, 'tmpfs', path])
  } catch {
    rmSync(path, { recursive: true })
    return undefined
  }
  if (owner) {
    const { uid, gid } = statSync(owner)
    chownSync(path, uid, gid)
  }
  const ballast = join(path, 'ballast')
  return {
    path,
    fill() {
      for (let bytes = 1024 * 1024, i = 0; bytes >= 512;)
        try {
          writeFileSync(`${ballast}${String(i++)}`, Buffer.alloc(bytes))
        } catch {
          bytes /= 2
        }
    },
    free() {
      rmSync(ballast, { force: true })
      for (let i = 0; i < 200; i++) rmSync(`${ballast}${String(i)}`, { force: true })
    },
    async remove() {
      await run('umount', ['-l', path])
      rmSync(path, { recursive: true, force: true })
    }
  }
}
