import { anyone, type Policy } from '../../policy.ts'
import type { Challenge } from './challenges.schema.ts'

/** Signing in begins with one. A new passkey is made by somebody who is signed in: the service asks for that. */
export const challengePolicy = { create: anyone } satisfies Policy<Challenge>
