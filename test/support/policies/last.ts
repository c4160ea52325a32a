import type { Row } from './rows.ts'

/** What ends the session of the one who calls: after everything else. */
export const lastRows: Row[] = [
  {
    call: 'authentication.remove',
    about: 'logging out, first over the socket, so that the token of REST has ended by then',
    transports: ['socket bearer', 'rest bearer'],
    args: () => [null],
    verdicts: {
      anonymous: 'not_signed_in',
      revoked: 'ok',
      half: 'ok',
      tokenRead: 'ok',
      tokenWrite: 'ok',
      tokenGifts: 'ok',
      tokenBooks: 'ok',
      others: 'ok'
    }
  }
]
