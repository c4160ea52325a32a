import type { Params } from '@feathersjs/feathers'
import type { Application } from '../../declarations.ts'
import { protect } from '../../hooks/protect.ts'
import { typingPolicy } from './typing.policy.ts'
import { typingDataSchema, type Typing, type TypingData } from './typing.schema.ts'
import { typingMethods, typingPath } from './typing.shared.ts'

declare module '../../declarations.ts' {
  interface ServiceTypes {
    [typingPath]: TypingService
  }
}

class TypingService {
  create({ roomId }: TypingData, { actor }: Params): Promise<Typing> {
    return Promise.resolve({ roomId, userId: actor!.userId, at: Date.now() })
  }
}

export const typing = (app: Application) => {
  app.use(typingPath, new TypingService(), { methods: [...typingMethods] })
  const rules = { create: typingDataSchema, policy: typingPolicy, roomOf: ({ roomId }: Typing) => roomId }
  protect(app, typingPath, rules, { transacts: false })
}
