import { accountRows } from './accounts.ts'
import { callRows } from './calls.ts'
import { giftRows } from './gifts.ts'
import { messageRows } from './messages.ts'
import { moderationRows } from './moderation.ts'
import { profileRows } from './profiles.ts'
import { queryRows } from './queries.ts'
import { roomRows } from './rooms.ts'
import type { BadCall } from './rows.ts'

export { elsewhere } from './elsewhere.ts'
export { harmlessRequests, harmlessTexts } from './harmless.ts'
export { waiting } from './later.ts'
export { badRequests } from './requests.ts'
export { WAYS, type Call, type Way } from './rows.ts'

/** Calls that mean the same on every way in, and must be refused in the same words. */
export const badCalls: BadCall[] = [
  ...callRows,
  ...queryRows,
  ...messageRows,
  ...roomRows,
  ...accountRows,
  ...profileRows,
  ...moderationRows,
  ...giftRows
]
