import type { Calls } from '../../client.ts'
import type { FileQuery, StoredFile } from './files.schema.ts'

export type { FileQuery, StoredFile }
export const filePath = 'files'
/** Files come in through `POST /files`, which streams; the service lists and removes one's own. */
export const fileMethods = ['find', 'get', 'remove'] as const
/** The most bytes of an uploaded picture. */
export const MOST_BYTES = 5 * 1024 * 1024

declare module '../../client.ts' {
  interface ClientServices {
    [filePath]: Pick<Calls<StoredFile, never, never, FileQuery>, (typeof fileMethods)[number]>
  }
}
