import { createReadStream, createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import tar from 'tar-stream'

/** One file in an archive. */
export interface Entry {
  name: string
  bytes: Buffer
}

/** Nothing that Hearth puts into one is nearly as large: a damaged length must not fill the memory. */
const MOST_BYTES = 64 * 1024 * 1024

/** Writes a .tar.gz of entries that come one after the other, readable by its owner alone, and on the disk when it resolves. */
export const writeArchive = async (file: string, entries: AsyncIterable<Entry>) => {
  const pack = tar.pack()
  const written = pipeline(pack, createGzip(), createWriteStream(file, { flags: 'wx', mode: 0o600, flush: true }))
  const feed = async () => {
    for await (const { name, bytes } of entries) await put(pack, name, bytes)
    pack.finalize()
  }
  const fed = feed().catch((error: unknown) => {
    pack.destroy(error as Error)
    throw error
  })
  const [first, second] = await Promise.allSettled([written, fed])
  // what the disk says first, because it makes the other fail too
  for (const one of [second, first]) if (one.status === 'rejected' && isDiskError(one.reason)) throw one.reason
  for (const one of [second, first]) if (one.status === 'rejected') throw one.reason
}

const isDiskError = (error: unknown) => typeof (error as { errno?: unknown }).errno === 'number'

const put = (pack: tar.Pack, name: string, bytes: Buffer) =>
  new Promise<void>((resolve, reject) => {
    pack.once('error', reject)
    pack.entry({ name, mtime: new Date(0) }, bytes, (error) => {
      pack.off('error', reject)
      if (error) reject(error)
      else resolve()
    })
  })

/** The entries of an archive, in their order. @throws whatever zlib or tar find wrong with it */
export async function* readArchive(file: string): AsyncGenerator<Entry> {
  const extract = tar.extract()
  const read = pipeline(createReadStream(file), createGunzip(), extract)
  read.catch(() => undefined)
  for await (const entry of extract) {
    const chunks: Buffer[] = []
    if (entry.header.size > MOST_BYTES) throw new Error('an entry is too large')
    for await (const chunk of entry) chunks.push(chunk as Buffer)
    yield { name: entry.header.name, bytes: Buffer.concat(chunks) }
  }
  await read
}
