import type { Calls } from '../../client.ts'
import type { Typing, TypingData } from './typing.schema.ts'

export type { Typing, TypingData }
export const typingPath = 'typing'
export const typingMethods = ['create'] as const

declare module '../../client.ts' {
  interface ClientServices {
    [typingPath]: Pick<Calls<Typing, TypingData, never, never>, (typeof typingMethods)[number] | 'on' | 'off'>
  }
}
