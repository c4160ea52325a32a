import { isTreasurer, type Policy } from '../../policy.ts'
import type { OfflineGiftData } from './offline-gifts.schema.ts'

export const offlineGiftPolicy = {
  create: (actor) => isTreasurer(actor) || 'not_treasurer'
} satisfies Policy<OfflineGiftData>
