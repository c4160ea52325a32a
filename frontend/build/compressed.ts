import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, gzip } from 'node:zlib'
import type { Plugin } from 'vite'

const TEXT = /\.(js|css|svg|html|json|webmanifest)$/
/** Below this many bytes a compressed twin saves no packet. */
const LEAST = 1024

/** Writes a `.br` and a `.gz` beside every text file, so that the server never compresses while it serves. */
export const compressed = (): Plugin => {
  let folder = ''
  return {
    name: 'hearth-compressed',
    apply: 'build',
    configResolved: ({ build }) => void (folder = build.outDir),
    async writeBundle() {
      const entries = await readdir(folder, { recursive: true, withFileTypes: true })
      const files = entries.filter((entry) => entry.isFile() && TEXT.test(entry.name))
      await Promise.all(files.map(({ parentPath, name }) => twins(join(parentPath, name))))
    }
  }
}

const twins = async (path: string) => {
  const bytes = await readFile(path)
  if (bytes.length < LEAST) return
  const [br, gz] = await Promise.all([promisify(brotliCompress)(bytes), promisify(gzip)(bytes, { level: 9 })])
  await Promise.all([writeFile(`${path}.br`, br), writeFile(`${path}.gz`, gz)])
}
