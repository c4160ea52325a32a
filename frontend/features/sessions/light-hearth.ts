import type { Community, Paginated, Room, UserData } from '$sdk'
import { asPublicError, get, patch, post } from '../../lib/http.ts'
import { community } from '../communities/community.svelte.ts'
import { session } from './session.svelte.ts'

/**
 * The first visit: makes the owner's account, names the community and opens its first room. Safe to repeat after a failure
 * in the middle: what is done is not done again. @throws {PublicError}
 */
export const lightHearth = async (name: string, owner: UserData) => {
  if (!session.user) await session.signUp(owner)
  const { data } = await get<Paginated<Community>>('/api/communities')
  const [row] = data
  if (row) community.renew(await patch<Community>(`/api/communities/${row.id}`, { name }))
  await openFirstRoom()
}

const openFirstRoom = async () => {
  try {
    await post<Room>('/api/rooms', { name: 'General', slug: 'general', visibility: 'public' })
  } catch (thrown) {
    if (asPublicError(thrown).code !== 409) throw thrown
  }
}
