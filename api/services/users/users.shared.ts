import type { Calls } from '../../client.ts'
import type { User, UserData, UserPatch, UserQuery } from './users.schema.ts'

export type { User, UserData, UserPatch, UserQuery }
export const userPath = 'users'
export const userMethods = ['find', 'get', 'create', 'patch', 'remove'] as const

declare module '../../client.ts' {
  interface ClientServices {
    [userPath]: Pick<Calls<User, UserData, UserPatch, UserQuery>, (typeof userMethods)[number] | 'on' | 'off'>
  }
}
