import { signedIn, type Policy } from '../../policy.ts'
import type { Block, BlockData } from './blocks.schema.ts'

/** The scope shows only one's own: nobody learns who blocks them. */
export const blockPolicy = {
  find: signedIn,
  get: signedIn,
  create: (actor, wanted: BlockData) => wanted.userId !== actor.userId || 'own_account',
  remove: signedIn
} satisfies Policy<Block>
