import type { Application } from '../../declarations.ts'
import { perPerson } from '../../hooks/limit-rate.ts'
import { protect } from '../../hooks/protect.ts'
import { roomsOf } from '../rooms/visible-rooms.ts'
import { append } from './hooks/append.ts'
import { boundPage, saysSomething } from './hooks/check.ts'
import { keepPace } from './hooks/keep-pace.ts'
import { noteRemoval } from './hooks/note-removal.ts'
import { revise } from './hooks/revise.ts'
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
  protect(app, messagePath, {
    query: messageQuerySchema,
    create: messageDataSchema,
    patch: messagePatchSchema,
    policy: messagePolicy,
    scope: ({ userId }) => ({ roomId: { $in: roomsOf(userId) } }),
    roomOf: ({ roomId }: Message) => roomId,
    verifiedOnly: ['create', 'patch']
  })
  app.service(messagePath).hooks({
    before: {
      find: [boundPage],
      create: [saysSomething, keepPace, append],
      patch: [saysSomething, revise],
      remove: [revise, noteRemoval]
    }
  })
}
