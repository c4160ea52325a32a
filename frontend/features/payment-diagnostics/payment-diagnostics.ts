import { client } from '../../lib/api.ts'
import { Watched } from '../../lib/watched.svelte.ts'

/** How payments do. */
export const paymentDiagnostics = () =>
  new Watched(async () => (await client.service('payment-diagnostics').find()).data[0], 15_000)
