import { AuthenticationClient } from '@feathersjs/authentication-client'
import type { Socket } from 'socket.io-client'

/**
 * Keeps a line signed in over every loss of it. The stock client signs in anew with a call of its own, as soon as the line is lost:
 * one that stays lost longer than a call may take leaves it signed out, with a rejection that nobody hears (read in source of
 * @feathersjs/authentication-client 5.0.50, core.ts). Here the token travels with the handshake, so a line that is back is signed
 * in before anything else is said on it.
 */
export class LastingAuthentication extends AuthenticationClient {
  override handleSocket(line: Socket) {
    // a session that has ended is not presented again
    line.on('connect_error', (error: Error & { data?: { code?: number } }) => {
      if (error.data?.code === 401) void this.reset()
    })
  }

  override setAccessToken(accessToken: string): Promise<unknown> {
    this.#present({ accessToken })
    return super.setAccessToken(accessToken) as Promise<unknown>
  }

  override removeAccessToken() {
    this.#present({})
    return super.removeAccessToken()
  }

  #present(credentials: { accessToken?: string }) {
    const { io } = this.app as { io?: Socket }
    if (io) io.auth = credentials
  }
}
