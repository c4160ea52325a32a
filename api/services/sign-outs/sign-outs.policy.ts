import { signedIn, type Policy } from '../../policy.ts'
import type { SignOut } from './sign-outs.schema.ts'

export const signOutPolicy = { create: signedIn } satisfies Policy<SignOut>
