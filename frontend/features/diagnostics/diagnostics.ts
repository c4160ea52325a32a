import { client } from '../../lib/api.ts'
import { Watched } from '../../lib/watched.svelte.ts'

/** How the server is. */
export const diagnostics = () => new Watched(async () => (await client.service('diagnostics').find()).data[0], 10_000)
