import type { Donation } from '$sdk'
import { profiles } from '../profiles/profiles.svelte.ts'

/** Who gave, for treasurers: they see it of anonymous gifts too. */
export const donorOf = ({ userId, donorName }: Pick<Donation, 'userId' | 'donorName'>) =>
  userId ? profiles.get(userId).displayName : (donorName ?? 'Without a name')
