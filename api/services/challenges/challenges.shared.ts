import type { Calls } from '../../client.ts'
import type { Challenge, ChallengeData } from './challenges.schema.ts'

export type { Challenge, ChallengeData }
export const challengePath = 'challenges'
export const challengeMethods = ['create'] as const

declare module '../../client.ts' {
  interface ClientServices {
    [challengePath]: Pick<Calls<Challenge, ChallengeData, never, never>, (typeof challengeMethods)[number]>
  }
}
