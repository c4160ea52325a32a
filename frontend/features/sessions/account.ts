import type { UserPatch } from '$sdk'
import { client } from '../../lib/api.ts'
import { session } from './session.svelte.ts'

/** Changes how one signs in. Needs the password of today. @throws {PublicError} `invalid_login` when that is wrong */
export const changeAccount = async (patch: UserPatch) =>
  session.renew(await client.service('users').patch(session.userId, patch))
