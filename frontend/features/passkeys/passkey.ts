import { startAuthentication, startRegistration } from '@simplewebauthn/browser'
import type { Challenge, PasskeyData } from '$sdk'
import { post } from '../../lib/http.ts'

/** Asks the device to answer a challenge to sign in. @throws NotAllowedError when the person closes its dialog */
export const answerChallenge = async () => {
  const { id, options } = await post<Challenge>('/api/challenges', { purpose: 'sign_in' })
  return { challengeId: id, response: await startAuthentication({ optionsJSON: options as never }) }
}

/** Asks the device to make a passkey. @throws NotAllowedError when the person closes its dialog */
export const makePasskey = async () => {
  const { id, options } = await post<Challenge>('/api/challenges', { purpose: 'register' })
  const response: unknown = await startRegistration({ optionsJSON: options as never })
  return { challengeId: id, response: response as PasskeyData['response'] }
}
