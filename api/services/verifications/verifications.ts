import type { Params } from '@feathersjs/feathers'
import type { Application } from '../../declarations.ts'
import { isUniqueViolation, refusal } from '../../errors.ts'
import { perAddress, perPerson } from '../../hooks/limit-rate.ts'
import { protect } from '../../hooks/protect.ts'
import { texts } from '../../mail/texts.ts'
import { communityOf } from '../communities/the-community.ts'
import { admit } from '../users/admit.ts'
import { endSessionsOf } from '../sessions/end-sessions.ts'
import type { User } from '../users/users.schema.ts'
import { makeLink, useLink, voidLinks, type Link } from './links.ts'
import { verificationPolicy } from './verifications.policy.ts'
import { verificationDataSchema, type Verification, type VerificationData } from './verifications.schema.ts'
import { verificationMethods, verificationPath } from './verifications.shared.ts'

declare module '../../declarations.ts' {
  interface ServiceTypes {
    [verificationPath]: VerificationService
  }
}

class VerificationService {
  // not #private: Feathers calls services through an object that inherits from them
  private readonly app: Application
  constructor(app: Application) {
    this.app = app
  }

  async create({ token }: VerificationData, params: Params): Promise<Verification> {
    return token ? this.use(token, params) : this.ask(params)
  }

  private async use(token: string, params: Params): Promise<Verification> {
    const { app } = this
    const trx = params.transaction!.trx!
    const link = await useLink(trx, token, ['sign_up', 'new_email', 'undo'])
    const user: User = await trx('users').where({ id: link.userId }).forUpdate().first()
    if (user.status === 'deleted') throw refusal('invalid_or_expired_token')
    const changes = await PROVED[link.kind as keyof typeof PROVED](app, link, user, params)
    await app.service('users')._patch(user.id, changes, { transaction: params.transaction })
    const changed: User = await trx('users').where({ id: user.id }).first()
    const admitted = changed.admittedAt !== null || (await admit(app, changed, params))
    const record = await app.service('users')._get(user.id, { transaction: params.transaction })
    params.transaction?.after?.(() => void app.service('users').emit('patched', record))
    return { purpose: link.kind as Verification['purpose'], email: link.email, admitted }
  }

  private async ask(params: Params): Promise<Verification> {
    const { app } = this
    if (!params.actor) throw refusal('not_signed_in')
    const { trx } = params.transaction!
    const user: User = await trx!('users').where({ id: params.actor.userId }).first()
    const kind = user.pendingEmail ? 'new_email' : 'sign_up'
    const email = user.pendingEmail ?? user.email
    if (kind === 'new_email' || user.emailVerifiedAt === null) {
      await voidLinks(trx!, user.id, [kind])
      const link = await makeLink(app, trx!, { kind, userId: user.id, email })
      const { name } = await communityOf(trx!)
      await app
        .get('mail')
        .post(params.transaction!, email, texts[kind === 'sign_up' ? 'verify' : 'newEmail'](name, link))
    }
    return { purpose: 'asked', email, admitted: user.admittedAt !== null }
  }
}

type Changes = Partial<User>
type Proof = (app: Application, link: Link, user: User, params: Params) => Promise<Changes>

/** What becomes of an account whose link was opened. */
const PROVED: Record<'sign_up' | 'new_email' | 'undo', Proof> = {
  sign_up: async (_app, link, user) => {
    if (link.email !== user.email) throw refusal('invalid_or_expired_token')
    return { emailVerifiedAt: Date.now() }
  },
  new_email: async (_app, link, user, params) => {
    if (link.email !== user.pendingEmail) throw refusal('invalid_or_expired_token')
    const taken = await params.transaction!.trx!('users').where({ email: link.email }).first('id')
    if (taken) throw refusal('email_taken')
    return { email: link.email, pendingEmail: null, emailVerifiedAt: Date.now() }
  },
  /** Somebody else was signed in and tried to take the account over: everybody is signed out. */
  undo: async (app, link, user, params) => {
    await voidLinks(params.transaction!.trx!, user.id, ['new_email', 'reset'])
    await endSessionsOf(app, user.id, { tokens: true }, params)
    return { email: link.email, pendingEmail: null, emailVerifiedAt: Date.now() }
  }
}

export const verifications = (app: Application) => {
  app.use(verificationPath, new VerificationService(app), { methods: [...verificationMethods] })
  app.service(verificationPath).hooks({
    around: { create: [perAddress('links'), perPerson('verification')] },
    error: {
      create: [
        (context) => {
          if (isUniqueViolation(context.error)) context.error = refusal('email_taken')
        }
      ]
    }
  })
  protect(app, verificationPath, {
    create: verificationDataSchema,
    policy: verificationPolicy,
    needs: { create: 'session' }
  })
}
