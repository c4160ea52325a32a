import type { Calls } from '../../client.ts'
import type { Profile, ProfilePatch, ProfileQuery } from './profiles.schema.ts'

export type { Profile, ProfilePatch, ProfileQuery }
export const profilePath = 'profiles'
export const profileMethods = ['find', 'get', 'patch'] as const

declare module '../../client.ts' {
  interface ClientServices {
    [profilePath]: Pick<
      Calls<Profile, never, ProfilePatch, ProfileQuery>,
      (typeof profileMethods)[number] | 'on' | 'off'
    >
  }
}
