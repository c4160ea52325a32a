import type { Calls } from '../../client.ts'
import type { Community, CommunityPatch, CommunityQuery } from './communities.schema.ts'

export type { Community, CommunityPatch, CommunityQuery }
export const communityPath = 'communities'
export const communityMethods = ['find', 'get', 'patch'] as const

declare module '../../client.ts' {
  interface ClientServices {
    [communityPath]: Pick<
      Calls<Community, never, CommunityPatch, CommunityQuery>,
      (typeof communityMethods)[number] | 'on' | 'off'
    >
  }
}
