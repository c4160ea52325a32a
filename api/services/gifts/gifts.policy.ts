import { anyone, type Policy } from '../../policy.ts'
import type { Gift } from './gifts.schema.ts'

export const giftPolicy = { find: anyone } satisfies Policy<Gift>
