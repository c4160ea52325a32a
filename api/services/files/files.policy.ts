import { signedIn, type Policy } from '../../policy.ts'
import type { StoredFile } from './files.schema.ts'

/** The scope shows only one's own uploads. Who knows an id and is signed in sees the picture at /files/<id>. */
export const filePolicy = { find: signedIn, get: signedIn, remove: signedIn } satisfies Policy<StoredFile>
