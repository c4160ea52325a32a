import type { Params } from '@feathersjs/feathers'
import { v7 as uuidv7 } from 'uuid'
import type { Application } from '../../declarations.ts'
import { refusal } from '../../errors.ts'
import { perAddress } from '../../hooks/limit-rate.ts'
import { isConfirmed, protect } from '../../hooks/protect.ts'
import { relyingParty, webauthn } from '../passkeys/verify.ts'
import { challengePolicy } from './challenges.policy.ts'
import { challengeDataSchema, type Challenge, type ChallengeData } from './challenges.schema.ts'
import { challengeMethods, challengePath } from './challenges.shared.ts'

declare module '../../declarations.ts' {
  interface ServiceTypes {
    [challengePath]: ChallengeService
  }
}

/** How long one may take to answer (ms). */
const LIFETIME = 5 * 60_000

class ChallengeService {
  // not #private: Feathers calls services through an object that inherits from them
  private readonly app: Application
  constructor(app: Application) {
    this.app = app
  }

  async create({ purpose }: ChallengeData, params: Params): Promise<Challenge> {
    const trx = params.transaction!.trx!
    const options = await (purpose === 'register' ? this.toRegister(params) : this.toSignIn())
    const id = uuidv7()
    const expiresAt = Date.now() + LIFETIME
    const userId = purpose === 'register' ? params.actor!.userId : null
    await trx('challenges').insert({ id, purpose, userId, challenge: options.challenge, expiresAt })
    return { id, purpose, options: { ...options }, expiresAt }
  }

  private async toRegister({ actor, transaction }: Params) {
    if (!actor) throw refusal('not_signed_in')
    if (!isConfirmed(actor)) throw refusal('step_up_required')
    const trx = transaction!.trx!
    const { email } = await trx('users').where({ id: actor.userId }).first('email')
    const { displayName } = await trx('profiles').where({ id: actor.userId }).first('displayName')
    const known = await trx('passkeys').where({ userId: actor.userId }).pluck<string[]>('credentialId')
    const { name } = await trx('communities').first('name')
    const { generateRegistrationOptions } = await webauthn()
    return generateRegistrationOptions({
      rpName: name,
      rpID: relyingParty(this.app).id,
      userName: email,
      userDisplayName: displayName,
      userID: new TextEncoder().encode(actor.userId),
      attestationType: 'none',
      excludeCredentials: known.map((id) => ({ id })),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      timeout: LIFETIME
    })
  }

  /** Names no keys: the device knows which ones it has for us, and nobody learns who has any. */
  private async toSignIn() {
    const { generateAuthenticationOptions } = await webauthn()
    return generateAuthenticationOptions({
      rpID: relyingParty(this.app).id,
      userVerification: 'required',
      timeout: LIFETIME
    })
  }
}

export const challenges = (app: Application) => {
  app.use(challengePath, new ChallengeService(app), { methods: [...challengeMethods] })
  app.service(challengePath).hooks({ around: { create: [perAddress('challenges')] } })
  protect(app, challengePath, {
    create: challengeDataSchema,
    policy: challengePolicy,
    needs: { create: 'session' }
  })
}
