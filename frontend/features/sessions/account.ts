import type { UserPatch } from '$sdk'
import { client } from '../../lib/api.ts'
import { session } from './session.svelte.ts'

/** Changes how one signs in. Needs the password of today. @throws {PublicError} `invalid_login` when that is wrong */
export const changeAccount = async (patch: UserPatch) => {
  const user = await client.service('users').patch(session.userId, patch)
  session.renew(user)
  return user
}

/** Asks for the mail that confirms the address once more. @throws {PublicError} */
export const askForMail = () => client.service('verifications').create({})

/** For good. The server then ends every session of it. @throws {PublicError} `last_owner`, `step_up_required` */
export const deleteAccount = () => client.service('users').remove(session.userId)
