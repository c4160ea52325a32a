import type { Params } from '@feathersjs/feathers'
import type { Application } from '../../declarations.ts'
import { protect } from '../../hooks/protect.ts'
import { endSessionsOf } from '../sessions/end-sessions.ts'
import { signOutPolicy } from './sign-outs.policy.ts'
import { signOutDataSchema, type SignOut, type SignOutData } from './sign-outs.schema.ts'
import { signOutMethods, signOutPath } from './sign-outs.shared.ts'

declare module '../../declarations.ts' {
  interface ServiceTypes {
    [signOutPath]: SignOutService
  }
}

class SignOutService {
  // not #private: Feathers calls services through an object that inherits from them
  private readonly app: Application
  constructor(app: Application) {
    this.app = app
  }

  async create({ tokens = false }: SignOutData, params: Params): Promise<SignOut> {
    const { userId, sessionId } = params.actor!
    return { ended: await endSessionsOf(this.app, userId, { tokens, but: sessionId }, params) }
  }
}

export const signOuts = (app: Application) => {
  app.use(signOutPath, new SignOutService(app), { methods: [...signOutMethods] })
  protect(app, signOutPath, { create: signOutDataSchema, policy: signOutPolicy, needs: { create: 'session' } })
}
