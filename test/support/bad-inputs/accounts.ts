import { v7 as uuidv7 } from 'uuid'
import { PASSWORD } from '../people.ts'
import { bad, signIn, signUp, type BadCall } from './rows.ts'

/** Who one is, and how one proves it: rows 50, 59, 61–65, 67–69, 72, 73. */
const signUps = [
  bad(50, 'a role sent along with a sign-up', signUp({ role: 'owner' }), 400, 'unknown_property'),
  ...(['used', 'late', 'revoked'] as const).map((which) =>
    bad(
      59,
      `an invitation that is ${which}`,
      ({ invitations }) => signUp({ invitation: invitations[which] })(),
      410,
      'invite_expired'
    )
  ),
  bad(59, 'an invitation that never was', signUp({ invitation: 'A'.repeat(22) }), 410, 'invite_expired'),
  ...[
    'a',
    'a@',
    'a@b',
    `${'x'.repeat(250)}@example.org`,
    'a@example.org\r\nBcc: x',
    'a b@example.org',
    '<a@example.org>'
  ].map((email) => bad(61, `e-mail ${JSON.stringify(email).slice(0, 20)}`, signUp({ email }), 400, 'invalid_email')),
  bad(61, 'an e-mail that is taken', ({ member }) => signUp({ email: member.email })(), 409, 'email_taken'),
  bad(61, 'one written otherwise', ({ member }) => signUp({ email: member.email.toUpperCase() })(), 409, 'email_taken'),
  ...['a b', 'A', 'ана', 'аdmin', 'x', '-x', 'x'.repeat(33)].map((handle) =>
    bad(62, `handle ${handle.slice(0, 8)}`, signUp({ handle }), 400, 'invalid_handle')
  ),
  bad(62, 'a handle of the house', signUp({ handle: 'admin' }), 400, 'invalid_handle'),
  bad(62, 'a handle that is taken', ({ member }) => signUp({ handle: handleOf(member.email) })(), 409, 'handle_taken'),
  ...['x'.repeat(9), 'x'.repeat(129), 1_234_567_890, {}, ['correct horse']].map((password) =>
    bad(63, `the password ${JSON.stringify(password).slice(0, 14)}`, signUp({ password }), 400, 'password_length')
  ),
  bad(63, 'a password everybody tries', signUp({ password: 'password1234' }), 400, 'password_too_weak'),
  bad(
    63,
    'one’s e-mail as a password',
    () => ['users', 'create', asPassword(`k${uuidv7().slice(-8)}`)],
    400,
    'password_too_weak'
  )
]

const handleOf = (email: string) => email.split('@')[0]
const asPassword = (handle: string) => ({ email: `${handle}@example.org`, handle, password: `${handle}@example.org` })

const token = (accessToken: string) => signIn({ strategy: 'jwt', accessToken })

const signIns = [
  bad(64, 'an operator as an e-mail', signIn({ email: { $gt: '' }, password: 'x' }), 400, 'invalid_credentials_format'),
  bad(
    64,
    'a list as an e-mail',
    signIn({ email: ['a@example.org'], password: 'x' }),
    400,
    'invalid_credentials_format'
  ),
  bad(
    64,
    'a list as a password',
    signIn({ email: 'a@example.org', password: ['x'] }),
    400,
    'invalid_credentials_format'
  ),
  bad(
    64,
    'an object as a password',
    signIn({ email: 'a@example.org', password: {} }),
    400,
    'invalid_credentials_format'
  ),
  bad(64, 'no password', signIn({ email: 'a@example.org' }), 400, 'invalid_credentials_format'),
  bad(64, 'a strategy that does not exist', signIn({ strategy: 'magic' }), 400, 'invalid_credentials_format'),
  bad(65, 'somebody who does not exist', signIn({ email: 'nobody@example.org', password: 'x' }), 401, 'invalid_login'),
  bad(65, 'a wrong password', ({ member }) => signIn({ email: member.email, password: 'x' })(), 401, 'invalid_login'),
  bad(
    65,
    'somebody suspended',
    ({ suspended }) => signIn({ email: suspended.email, password: PASSWORD })(),
    403,
    'account_suspended'
  ),
  bad(
    65,
    'the same with a wrong password',
    ({ suspended }) => signIn({ email: suspended.email, password: 'x' })(),
    401,
    'invalid_login'
  ),
  bad(67, 'a code without a sign-in before', signIn({ strategy: 'code', code: '123456' }), 401, 'not_signed_in'),
  bad(69, 'a token that is garbage', token('x.y.z'), 401, 'invalid_token'),
  bad(69, 'a token without a signature', ({ member }) => token(unsigned(member.token))(), 401, 'invalid_token'),
  bad(
    69,
    'a token of somebody else’s making',
    ({ member }) => token(`${member.token.slice(0, -6)}forged`)(),
    401,
    'invalid_token'
  ),
  bad(69, 'a token whose time is over', ({ expired }) => token(expired)(), 401, 'invalid_token'),
  bad(69, 'a token that was revoked', ({ revoked }) => token(revoked.token)(), 401, 'session_ended'),
  bad(73, 'a passkey’s answer without the answer', signIn({ strategy: 'passkey' }), 400, 'invalid_credentials_format')
]

/** The same claims under a header that asks for no signature. */
const unsigned = (jwt: string) =>
  `${Buffer.from('{"alg":"none","typ":"access"}').toString('base64url')}.${jwt.split('.')[1] ?? ''}.`

const links = [
  bad(
    68,
    'a reset by a link that never was',
    () => ['resets', 'create', { token: 'A'.repeat(43), password: 'some few long words' }],
    400,
    'invalid_or_expired_token'
  ),
  bad(
    68,
    'half a link',
    () => ['resets', 'create', { token: 'A', password: 'some few long words' }],
    400,
    'invalid_or_expired_token'
  ),
  bad(
    68,
    'a link that never was',
    () => ['verifications', 'create', { token: 'A'.repeat(43) }],
    400,
    'invalid_or_expired_token'
  )
]

const accessToken =
  (more: object): BadCall['call'] =>
  () => ['sessions', 'create', { name: 'bot', scopes: ['read'], expiresAt: Date.now() + 3_600_000, ...more }]
const tokens = [
  bad(72, 'a token that ended', accessToken({ expiresAt: Date.now() - 1 }), 400, 'invalid_expiry'),
  bad(72, 'a token for ten years', accessToken({ expiresAt: Date.now() + 3650 * 86_400_000 }), 400, 'invalid_expiry'),
  bad(72, 'a token without an end', accessToken({ expiresAt: null }), 400, 'invalid_expiry'),
  bad(72, 'a token for nothing', accessToken({ scopes: [] }), 400, 'invalid_data'),
  bad(72, 'a token for a right that does not exist', accessToken({ scopes: ['everything'] }), 400, 'invalid_data')
]

export const accountRows = [...signUps, ...signIns, ...links, ...tokens]
