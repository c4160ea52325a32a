import type { Params } from '@feathersjs/feathers'
import type { Application } from '../../declarations.ts'
import { refusal } from '../../errors.ts'
import { perPerson } from '../../hooks/limit-rate.ts'
import { CONFIRMED, protect } from '../../hooks/protect.ts'
import { isPasswordOf } from '../authentication/passwords.ts'
import { acceptCode, secondFactorsOf } from '../authenticators/codes.ts'
import { verifyPasskey } from '../passkeys/verify.ts'
import { confirmationPolicy } from './confirmations.policy.ts'
import { confirmationDataSchema, type Confirmation, type ConfirmationData } from './confirmations.schema.ts'
import { confirmationMethods, confirmationPath } from './confirmations.shared.ts'

declare module '../../declarations.ts' {
  interface ServiceTypes {
    [confirmationPath]: ConfirmationService
  }
}

class ConfirmationService {
  // not #private: Feathers calls services through an object that inherits from them
  private readonly app: Application
  constructor(app: Application) {
    this.app = app
  }

  async create(data: ConfirmationData, { actor }: Params): Promise<Confirmation> {
    const { userId, sessionId } = actor!
    await this.prove(userId, data)
    const confirmedAt = Date.now()
    const { transaction } = this.app.get('database')
    await transaction((trx) => trx('sessions').where({ id: sessionId }).update({ confirmedAt }))
    return { until: confirmedAt + CONFIRMED }
  }

  /** Whoever has set up a second factor proves it with that: the password alone is what it guards against. */
  private async prove(userId: string, { password, code, challengeId, response }: ConfirmationData) {
    if (code !== undefined) {
      if (!(await acceptCode(this.app, userId, code))) throw refusal('invalid_code')
    } else if (password !== undefined) {
      if (!(await isPasswordOf(this.app, userId, password))) throw refusal('invalid_login')
      const factors = await secondFactorsOf(this.app.get('database').read, userId)
      if (factors.length > 0) throw refusal('second_factor_required')
    } else if ((await verifyPasskey(this.app, challengeId!, response as never)) !== userId) {
      throw refusal('invalid_assertion')
    }
  }
}

export const confirmations = (app: Application) => {
  app.use(confirmationPath, new ConfirmationService(app), { methods: [...confirmationMethods] })
  app.service(confirmationPath).hooks({ around: { create: [perPerson('confirmation')] } })
  const rules = { create: confirmationDataSchema, policy: confirmationPolicy, needs: { create: 'session' as const } }
  protect(app, confirmationPath, rules, { transacts: false })
}
