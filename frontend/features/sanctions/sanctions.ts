import type { SanctionData } from '$sdk'
import { client } from '../../lib/api.ts'

/** @throws {PublicError} */
export const impose = (data: SanctionData) => client.service('sanctions').create(data)

/** Lifts what keeps somebody out of the whole community. @throws {PublicError} */
export const letBackIn = async (userId: string) => {
  const service = client.service('sanctions')
  const { data } = await service.find({ query: { userId, liftedAt: null, $limit: 100, $sort: { createdAt: -1 } } })
  const keepingOut = data.filter(({ roomId, kind }) => roomId === null && kind !== 'mute')
  for (const { id } of keepingOut) await service.remove(id)
}
