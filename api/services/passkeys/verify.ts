import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import type { Params } from '@feathersjs/feathers'
import type { Application } from '../../declarations.ts'
import { refusal } from '../../errors.ts'
import { useChallenge } from '../challenges/use-challenge.ts'

/** Some megabytes that a server without passkeys does without. */
export const webauthn = () => import('@simplewebauthn/server')

/** Passkeys belong to the host name that people see, and work on no other. */
export const relyingParty = (app: Application) => {
  const origin = app.get('publicOrigin')()
  return { origin, id: new URL(origin).hostname }
}

/** The row of a new passkey. @throws 401 `invalid_assertion` */
export const verifyRegistration = async (
  app: Application,
  { actor, transaction }: Params,
  challengeId: string,
  response: RegistrationResponseJSON
) => {
  const { challenge } = await useChallenge(transaction!.trx!, challengeId, 'register', actor!.userId)
  const { verifyRegistrationResponse } = await webauthn()
  const { id, origin } = relyingParty(app)
  const expected = {
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: id,
    requireUserVerification: true
  }
  const { verified, registrationInfo } = await verifyRegistrationResponse({ response, ...expected }).catch(refuse)
  if (!verified) throw refusal('invalid_assertion')
  const { credential } = registrationInfo
  return {
    credentialId: credential.id,
    publicKey: Buffer.from(credential.publicKey).toString('base64url'),
    counter: credential.counter,
    transports: (credential.transports ?? []).join(',').slice(0, 120)
  }
}

/** Whose passkey answered the challenge. @throws 401 `invalid_assertion` */
export const verifyPasskey = async (
  app: Application,
  challengeId: string,
  response: AuthenticationResponseJSON
): Promise<string> => {
  const { read, transaction } = app.get('database')
  // used up whatever comes of it: an answer counts once
  const { challenge } = await transaction((trx) => useChallenge(trx, challengeId, 'sign_in', null))
  const passkey = await read('passkeys').where({ credentialId: response.id }).first()
  if (!passkey) throw refusal('invalid_assertion')
  const { verifyAuthenticationResponse } = await webauthn()
  const { id, origin } = relyingParty(app)
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: id,
    requireUserVerification: true,
    credential: {
      id: passkey.credentialId,
      publicKey: Buffer.from(passkey.publicKey, 'base64url'),
      counter: passkey.counter
    }
  }).catch(refuse)
  if (!verified) throw refusal('invalid_assertion')
  const { newCounter: counter } = authenticationInfo
  await transaction((trx) => trx('passkeys').where({ id: passkey.id }).update({ counter, lastUsedAt: Date.now() }))
  return passkey.userId
}

/** The library says in words what is wrong; the outside learns only that it is. */
const refuse = (): never => {
  throw refusal('invalid_assertion')
}
