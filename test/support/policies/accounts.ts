import { v7 as uuidv7 } from 'uuid'
import type { Cast } from '../cast.ts'
import { PASSWORD, signedIn } from '../people.ts'
import { giveAccount, IBAN } from './gift-things.ts'
import { signIn, type Row } from './rows.ts'

const aSession = async ({ hearth, author }: Cast) => {
  const other = await signedIn(hearth, author.email)
  const { data } = await other.service('sessions').find({ query: { current: true } })
  other.close()
  return data[0]?.id
}
const aPicture = async ({ hearth, author }: Cast) => {
  const row = { id: uuidv7(), userId: author.id, type: 'image/webp', size: 1, width: 1, height: 1, createdAt: 1 }
  return (await hearth.app.service('files').create(row as never)).id
}

/** Accounts, faces, devices and pictures. */
export const accountRows: Row[] = [
  {
    call: 'communities.find',
    about: 'the door, and for those who keep the books where transfers go',
    args: async (cast) => {
      await giveAccount(cast)
      return [{}]
    },
    verdicts: { others: 'ok' },
    sees: ({ data }) => data[0].bankAccount?.iban ?? null,
    seen: { treasurer: IBAN, founder: IBAN, others: null }
  },
  {
    call: 'communities.get',
    about: 'the door',
    args: async ({ founder }) => [(await founder.service('communities').find()).data[0]?.id],
    verdicts: { others: 'ok' }
  },
  {
    call: 'communities.patch',
    about: 'the name over the door',
    needs: 'session',
    args: async ({ founder }) => [(await founder.service('communities').find()).data[0]?.id, { name: 'Stage' }],
    verdicts: { ...signIn, admin: 'ok', others: 'not_admin' }
  },
  {
    call: 'communities.patch',
    about: 'where transfers go',
    needs: 'session',
    args: async ({ founder }) => {
      const bankAccount = { accountHolder: 'Stage', iban: IBAN, bic: null }
      return [(await founder.service('communities').find()).data[0]?.id, { bankAccount }]
    },
    verdicts: { ...signIn, founder: 'ok', others: 'not_owner' }
  },
  { call: 'users.find', about: 'accounts', args: () => [{}], verdicts: { ...signIn, others: 'ok' } },
  {
    call: 'users.get',
    about: "the author's account",
    args: ({ author }) => [author.id],
    verdicts: { ...signIn, author: 'ok', admin: 'ok', others: 'not_found' }
  },
  {
    call: 'users.create',
    about: 'an account',
    args: () => {
      const name = `new-${uuidv7().slice(-8)}`
      return [{ email: `${name}@example.org`, password: PASSWORD, handle: name }]
    },
    verdicts: { others: 'ok' }
  },
  {
    call: 'users.patch',
    about: "the author's sign-in",
    needs: 'session',
    args: ({ author }) => [author.id, { email: author.email, currentPassword: PASSWORD }],
    verdicts: { ...signIn, author: 'ok', admin: 'not_yours', others: 'not_found' }
  },
  { call: 'profiles.find', about: 'faces', args: () => [{}], verdicts: { ...signIn, others: 'ok' } },
  {
    call: 'profiles.get',
    about: "the author's face",
    args: ({ author }) => [author.id],
    verdicts: { ...signIn, others: 'ok' }
  },
  {
    call: 'profiles.patch',
    about: "the author's face",
    args: ({ author }) => [author.id, { bio: 'acts' }],
    verdicts: { ...signIn, author: 'ok', others: 'not_yours' }
  },
  {
    call: 'sessions.find',
    about: 'own devices',
    needs: 'session',
    args: () => [{}],
    verdicts: { ...signIn, others: 'ok' }
  },
  {
    call: 'sessions.get',
    about: "the author's device",
    needs: 'session',
    args: async (cast) => [await aSession(cast)],
    verdicts: { ...signIn, author: 'ok', others: 'not_found' }
  },
  {
    call: 'sessions.patch',
    about: "the author's device",
    needs: 'session',
    args: async (cast) => [await aSession(cast), { name: 'Phone' }],
    verdicts: { ...signIn, author: 'ok', others: 'not_found' }
  },
  {
    call: 'sessions.remove',
    about: "the author's device",
    needs: 'session',
    args: async (cast) => [await aSession(cast)],
    verdicts: { ...signIn, author: 'ok', others: 'not_found' }
  },
  {
    call: 'authentication.create',
    about: 'signing in with a wrong password',
    args: ({ author }) => [{ strategy: 'local', email: author.email, password: 'not this one' }],
    verdicts: {
      revoked: 'invalid_login',
      half: 'invalid_login',
      tokenRead: 'invalid_login',
      tokenWrite: 'invalid_login',
      tokenGifts: 'invalid_login',
      tokenBooks: 'invalid_login',
      others: 'invalid_login'
    }
  },
  { call: 'files.find', about: 'own uploads', args: () => [{}], verdicts: { ...signIn, others: 'ok' } },
  {
    call: 'files.get',
    about: "the author's upload",
    args: async (cast) => [await aPicture(cast)],
    verdicts: { ...signIn, author: 'ok', others: 'not_found' }
  },
  {
    call: 'files.remove',
    about: "the author's upload",
    args: async (cast) => [await aPicture(cast)],
    verdicts: { ...signIn, author: 'ok', others: 'not_found' }
  }
]
