import type { Calls } from '../../client.ts'
import type { Message, MessageData, MessagePatch, MessageQuery } from './messages.schema.ts'

export type { Message, MessageData, MessagePatch, MessageQuery }
export const messagePath = 'messages'
export const messageMethods = ['find', 'get', 'create', 'patch', 'remove'] as const

declare module '../../client.ts' {
  interface ClientServices {
    [messagePath]: Pick<
      Calls<Message, MessageData, MessagePatch, MessageQuery>,
      (typeof messageMethods)[number] | 'on' | 'off'
    >
  }
}
