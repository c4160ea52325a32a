import type { User } from '../users/users.schema.ts'

export const authenticationPath = 'authentication'

export type AuthenticationData =
  | { strategy: 'local'; email: string; password: string }
  | { strategy: 'jwt'; accessToken: string }
  /** The second factor, by the session that `secondFactors` was told to: a code of the app, or a recovery code. */
  | { strategy: 'code'; code: string }
  /** What the browser answered to a challenge of purpose `sign_in`. */
  | { strategy: 'passkey'; challengeId: string; response: unknown }

export interface AuthenticationResult {
  /** A JWT whose `jti` is the id of a row of `sessions`. */
  accessToken: string
  authentication: { strategy: string; payload: { sub: string; jti: string; exp: number } }
  user: User
  /** There when the password was right and a second factor is missing: then `user` is not. */
  secondFactors?: ('totp' | 'recovery' | 'passkey')[]
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
