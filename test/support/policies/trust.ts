import { v7 as uuidv7 } from 'uuid'
import { seal } from '../../../api/services/authenticators/codes.ts'
import type { Cast } from '../cast.ts'
import { newcomer } from '../people.ts'
import { signIn, type Row } from './rows.ts'

const DAY = 24 * 3600_000
/** One of an author's own things, straight into its table. */
const ofAuthor = async ({ hearth, author }: Cast, table: string, more: object) => {
  const id = uuidv7()
  await hearth.app.get('database').transaction(async (trx) => {
    if (table === 'authenticators') await trx(table).where({ userId: author.id }).delete()
    await trx(table).insert({ id, userId: author.id, createdAt: Date.now(), ...more })
  })
  return id
}
const anApp = (cast: Cast) => ofAuthor(cast, 'authenticators', { sealed: seal(cast.hearth.app, 'JBSWY3DPEHPK3PXP') })
const aPasskey = (cast: Cast) =>
  ofAuthor(cast, 'passkeys', { credentialId: uuidv7(), publicKey: 'x', counter: 0, transports: '', name: 'Phone' })
const anInvitation = (cast: Cast) =>
  ofAuthor(cast, 'invitations', {
    code: uuidv7().replaceAll('-', '').slice(-22),
    mostUses: 1,
    expiresAt: Date.now() + DAY
  })
const aLetter = async ({ hearth }: Cast) => {
  const row = { id: uuidv7(), toAddress: 'x@example.org', subject: 'x', text: 'x', createdAt: 1 }
  await hearth.app.get('database').transaction((trx) => trx('letters').insert(row))
  return row.id
}
const someResponse = { id: 'x', rawId: 'x', type: 'public-key', response: {}, clientExtensionResults: {} }

const own = { ...signIn, author: 'ok', others: 'not_found' } as const
/** Only the owner of the community. */
const founderOnly = { ...signIn, founder: 'ok', others: 'not_owner' } as const
const adminsOnly = { ...signIn, admin: 'ok', others: 'not_admin' } as const

/** Proving who one is, letting people in, and running the place. */
export const trustRows: Row[] = [
  {
    call: 'users.patch',
    about: 'the role of somebody',
    needs: 'session',
    args: async ({ hearth }) => [await newcomer(hearth), { role: 'moderator' }],
    verdicts: { ...signIn, admin: 'ok', others: 'not_found' }
  },
  {
    call: 'users.patch',
    about: 'making somebody an admin',
    needs: 'session',
    args: async ({ hearth }) => [await newcomer(hearth), { role: 'admin' }],
    verdicts: { ...signIn, founder: 'ok', admin: 'protected_person', others: 'not_found' }
  },
  {
    call: 'users.remove',
    about: 'the account of somebody else',
    needs: 'session',
    args: async ({ hearth }) => [await newcomer(hearth)],
    verdicts: { ...signIn, admin: 'not_yours', others: 'not_found' }
  },
  {
    call: 'communities.patch',
    about: 'how people come in',
    needs: 'session',
    args: async ({ founder }) => [(await founder.service('communities').find()).data[0]?.id, { signUp: 'open' }],
    verdicts: founderOnly
  },
  {
    call: 'sessions.create',
    about: 'a personal access token',
    needs: 'session',
    verified: true,
    args: () => [{ name: 'bot', scopes: ['read'], expiresAt: Date.now() + DAY }],
    verdicts: { ...signIn, others: 'ok' }
  },
  {
    call: 'confirmations.create',
    about: 'by a wrong password',
    needs: 'session',
    args: () => [{ password: 'not this one' }],
    verdicts: { ...signIn, others: 'invalid_login' }
  },
  {
    call: 'sign-outs.create',
    about: 'all other devices',
    needs: 'session',
    transports: ['rest bearer'],
    args: () => [{}],
    // everybody's sockets but the own would be cut: only those are asked who lose nothing by it
    verdicts: { ...signIn, others: 'ok' }
  },
  {
    call: 'authenticators.find',
    about: 'own apps',
    needs: 'session',
    args: () => [{}],
    verdicts: { ...signIn, others: 'ok' }
  },
  {
    call: 'authenticators.get',
    about: "the author's app",
    needs: 'session',
    args: async (cast) => [await anApp(cast)],
    verdicts: own
  },
  {
    call: 'authenticators.create',
    about: 'an app',
    needs: 'session',
    args: () => [{}],
    verdicts: { ...signIn, others: 'ok' }
  },
  {
    call: 'authenticators.patch',
    about: "confirming the author's app by a wrong code",
    needs: 'session',
    args: async (cast) => [await anApp(cast), { code: '000000' }],
    verdicts: { ...own, author: 'invalid_code' }
  },
  {
    call: 'authenticators.remove',
    transports: ['socket bearer', 'socket cookie', 'rest bearer'],
    about: "the author's app",
    needs: 'session',
    args: async (cast) => [await anApp(cast)],
    verdicts: own
  },
  {
    call: 'passkeys.find',
    about: 'own passkeys',
    needs: 'session',
    args: () => [{}],
    verdicts: { ...signIn, others: 'ok' }
  },
  {
    call: 'passkeys.get',
    about: "the author's passkey",
    needs: 'session',
    args: async (cast) => [await aPasskey(cast)],
    verdicts: own
  },
  {
    call: 'passkeys.create',
    about: 'an answer to no challenge',
    needs: 'session',
    args: () => [{ challengeId: uuidv7(), response: someResponse, name: 'Phone' }],
    verdicts: { ...signIn, others: 'invalid_assertion' }
  },
  {
    call: 'passkeys.patch',
    about: "the author's passkey",
    needs: 'session',
    args: async (cast) => [await aPasskey(cast), { name: 'Old phone' }],
    verdicts: own
  },
  {
    call: 'passkeys.remove',
    about: "the author's passkey",
    needs: 'session',
    args: async (cast) => [await aPasskey(cast)],
    verdicts: own
  },
  {
    call: 'challenges.create',
    about: 'to sign in',
    needs: 'session',
    args: () => [{ purpose: 'sign_in' }],
    verdicts: { others: 'ok' }
  },
  {
    call: 'challenges.create',
    about: 'for a new passkey',
    needs: 'session',
    args: () => [{ purpose: 'register' }],
    verdicts: { ...signIn, others: 'ok' }
  },
  {
    call: 'verifications.create',
    about: 'a link that nobody was sent',
    needs: 'session',
    args: () => [{ token: 'x'.repeat(43) }],
    verdicts: { others: 'invalid_or_expired_token' }
  },
  {
    call: 'resets.create',
    about: 'a forgotten password',
    needs: 'session',
    args: () => [{ email: 'nobody@example.org' }],
    verdicts: { others: 'ok' }
  },
  {
    call: 'invitations.find',
    about: 'a link that one holds',
    needs: 'session',
    args: async (cast) => [{ code: await codeOf(cast, await anInvitation(cast)) }],
    verdicts: { others: 'ok' }
  },
  {
    call: 'invitations.find',
    about: 'all that one sees',
    needs: 'session',
    args: () => [{}],
    verdicts: { ...signIn, others: 'ok' }
  },
  {
    call: 'invitations.get',
    about: "the author's invitation",
    needs: 'session',
    args: async (cast) => [await anInvitation(cast)],
    verdicts: { ...own, admin: 'ok' }
  },
  {
    call: 'invitations.create',
    about: 'where only staff may invite',
    needs: 'session',
    verified: true,
    args: () => [{}],
    verdicts: { ...signIn, admin: 'ok', others: 'not_allowed' }
  },
  {
    call: 'invitations.remove',
    about: "the author's invitation",
    needs: 'session',
    args: async (cast) => [await anInvitation(cast)],
    verdicts: { ...own, admin: 'ok' }
  },
  {
    call: 'letters.find',
    about: 'mails that did not go out',
    needs: 'session',
    args: () => [{}],
    verdicts: founderOnly
  },
  {
    call: 'letters.get',
    about: 'a mail',
    needs: 'session',
    args: async (cast) => [await aLetter(cast)],
    verdicts: founderOnly
  },
  {
    call: 'letters.remove',
    about: 'a mail',
    needs: 'session',
    args: async (cast) => [await aLetter(cast)],
    verdicts: founderOnly
  },
  { call: 'diagnostics.find', about: 'how the server is', needs: 'session', args: () => [{}], verdicts: adminsOnly }
]

const codeOf = async ({ hearth }: Cast, id: string) =>
  (await hearth.app.get('database').read('invitations').where({ id }).first('code')).code as string
