import type { Calls } from '../../client.ts'
import type { Letter, LetterQuery } from './letters.schema.ts'

export type { Letter, LetterQuery }
export const letterPath = 'letters'
/** Mails that did not go out, for the owner to pass on: the one way there is without SMTP_URL. */
export const letterMethods = ['find', 'get', 'remove'] as const

declare module '../../client.ts' {
  interface ClientServices {
    [letterPath]: Pick<Calls<Letter, never, never, LetterQuery>, (typeof letterMethods)[number]>
  }
}
