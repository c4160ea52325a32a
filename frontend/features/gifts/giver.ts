import type { Profile } from '$sdk'
import type { Given } from '../messages/rows.ts'
import { KIND_SOUL } from './gift-words.ts'

/** Who gave, as far as the room may know: a member, somebody without an account, or a kind soul. */
export const giverOf = (
  { gift, userId }: Pick<Given, 'gift' | 'userId'>,
  profile: (id: string) => Profile
): { name: string; hue?: number; src?: string | null } => {
  if (gift.anonymous) return { name: KIND_SOUL }
  if (!userId) return { name: gift.name ?? KIND_SOUL }
  const { displayName, hue, avatarUrl } = profile(userId)
  return { name: displayName, hue, src: avatarUrl }
}
