import type { Params } from '@feathersjs/feathers'
import type { Application, HookContext, NextFunction } from '../../declarations.ts'
import { perAddress } from '../../hooks/limit-rate.ts'
import { protect } from '../../hooks/protect.ts'
import { texts } from '../../mail/texts.ts'
import { storePassword } from '../authentication/passwords.ts'
import { communityOf } from '../communities/the-community.ts'
import { endSessionsOf } from '../sessions/end-sessions.ts'
import { hashFirst } from '../users/hash-first.ts'
import { admit } from '../users/admit.ts'
import type { User } from '../users/users.schema.ts'
import { makeLink, useLink, voidLinks } from '../verifications/links.ts'
import { resetPolicy } from './resets.policy.ts'
import { resetDataSchema, type Reset, type ResetData } from './resets.schema.ts'
import { resetMethods, resetPath } from './resets.shared.ts'

declare module '../../declarations.ts' {
  interface ServiceTypes {
    [resetPath]: ResetService
  }
}

class ResetService {
  // not #private: Feathers calls services through an object that inherits from them
  private readonly app: Application
  constructor(app: Application) {
    this.app = app
  }

  async create(data: ResetData, params: Params): Promise<Reset> {
    return 'token' in data ? this.use(data.token, params) : this.ask(data.email.toLowerCase(), params)
  }

  private async ask(email: string, params: Params): Promise<Reset> {
    const trx = params.transaction!.trx!
    const user: User | undefined = await trx('users').where({ email, status: 'active' }).first()
    if (user) {
      await voidLinks(trx, user.id, ['reset'])
      const link = await makeLink(this.app, trx, { kind: 'reset', userId: user.id, email })
      await this.app.get('mail').post(params.transaction!, email, texts.reset((await communityOf(trx)).name, link))
    }
    return { email }
  }

  /** Whoever had the old password is signed out everywhere; a second factor stays. Opening the mail proves the address. */
  private async use(token: string, params: Params): Promise<Reset> {
    const { app } = this
    const trx = params.transaction!.trx!
    const { userId, email } = await useLink(trx, token, ['reset'])
    const user: User = await trx('users').where({ id: userId }).forUpdate().first()
    await storePassword(trx, userId, params.passwordHash!)
    await endSessionsOf(app, userId, { tokens: true }, params)
    if (user.email === email && user.emailVerifiedAt === null && app.get('mail').configured) {
      await trx('users').where({ id: userId }).update({ emailVerifiedAt: Date.now() })
      if (user.admittedAt === null) await admit(app, { ...user, emailVerifiedAt: Date.now() }, params)
    }
    return { email }
  }
}

/** One account is sent few mails. More are answered as if they had been: a refusal would tell that it exists. */
const fewMails = async (context: HookContext, next: NextFunction) => {
  const { app, data, params } = context
  const { email } = data as { email?: unknown }
  if (!params.provider || typeof email !== 'string') return next()
  try {
    await app.get('rates').take('reset', email.toLowerCase())
  } catch {
    context.result = { email: email.toLowerCase() }
    return
  }
  await next()
}

export const resets = (app: Application) => {
  app.use(resetPath, new ResetService(app), { methods: [...resetMethods] })
  app.service(resetPath).hooks({ around: { create: [perAddress('resetAddress')] } })
  const rules = { create: resetDataSchema, policy: resetPolicy, needs: { create: 'session' as const } }
  protect(app, resetPath, rules, {
    prepare: { create: (context, next) => fewMails(context, () => hashFirst(context, next)) }
  })
}
