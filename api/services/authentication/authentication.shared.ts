import type { User } from '../users/users.schema.ts'

export const authenticationPath = 'authentication'

export type AuthenticationData =
  { strategy: 'local'; email: string; password: string } | { strategy: 'jwt'; accessToken: string }

export interface AuthenticationResult {
  /** A JWT whose `jti` is the id of a row of `sessions`. */
  accessToken: string
  authentication: { strategy: string; payload: { sub: string; jti: string; exp: number } }
  user: User
}

declare module '../../client.ts' {
  interface ClientServices {
    [authenticationPath]: {
      create(data: AuthenticationData): Promise<AuthenticationResult>
      /** Logs out: ends the session and cuts what hangs on it. */
      remove(id: null): Promise<AuthenticationResult>
    }
  }
}
