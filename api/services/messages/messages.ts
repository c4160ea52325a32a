import type { Application } from '../../declarations.ts'
import { perPerson } from '../../hooks/limit-rate.ts'
import { present } from '../../hooks/present.ts'
import { protect } from '../../hooks/protect.ts'
import type { Actor } from '../../policy.ts'
import { roomsOf } from '../rooms/visible-rooms.ts'
import { boundPage, isOfToday, saysSomething } from './hooks/check.ts'
import { hushRepeated } from './hooks/hush-repeated.ts'
import { noteRemoval } from './hooks/note-removal.ts'
import { revise } from './hooks/revise.ts'
import { outward } from './message-rows.ts'
import { MessageService } from './messages.class.ts'
import { messagePolicy } from './messages.policy.ts'
import { messageDataSchema, messagePatchSchema, messageQuerySchema, type Message } from './messages.schema.ts'
import { messageMethods, messagePath } from './messages.shared.ts'

declare module '../../declarations.ts' {
  interface ServiceTypes {
    [messagePath]: MessageService
  }
}

export const messages = (app: Application) => {
  app.use(messagePath, new MessageService(app), { methods: [...messageMethods] })
  app.service(messagePath).hooks({ around: { create: [perPerson('messageBurst', 'messages')] } })
  const rules = {
    query: messageQuerySchema,
    create: messageDataSchema,
    patch: messagePatchSchema,
    policy: messagePolicy,
    scope: ({ userId }: Actor) => ({ roomId: { $in: roomsOf(userId) } }),
    roomOf: ({ roomId }: Message) => roomId,
    verifiedOnly: ['create', 'patch']
  }
  protect(app, messagePath, rules, { together: ['create'] })
  app.service(messagePath).hooks({
    before: {
      find: [boundPage],
      create: [isOfToday, saysSomething],
      patch: [saysSomething, revise],
      remove: [revise, noteRemoval]
    },
    after: { find: [present(outward)], get: [present(outward)], create: [hushRepeated] }
  })
}
