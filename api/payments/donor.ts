import type { Knex } from 'knex'
import type { Application, Transaction } from '../declarations.ts'
import { isKeyTo, keyTo } from '../key-to.ts'
import type { Words } from '../mail/texts.ts'
import type { DonationRow } from './rows.ts'

/** Whose gift it is: somebody with an account, or a guest whose mail was opened. */
export type Donor = { userId: string } | { name: string; email: string }

/** What papers call the donor. */
export const donorName = async ({ trx }: Transaction, { userId, donorName: given }: DonationRow): Promise<string> => {
  if (!userId) return given ?? 'A kind soul'
  const profile: { displayName: string } | undefined = await trx!('profiles').where({ id: userId }).first('displayName')
  return profile?.displayName ?? given ?? 'A kind soul'
}

/** What is needed to reach somebody. */
type Reached = Pick<DonationRow, 'userId'> & Partial<Pick<DonationRow, 'donorEmail'>>

/** Where the donor is reached; null: cash of somebody unknown, or a deleted account. */
export const donorEmail = async (db: Knex, { userId, donorEmail: given = null }: Reached): Promise<string | null> => {
  if (!userId) return given
  const user: { email: string } | undefined = await db('users').where({ id: userId, status: 'active' }).first('email')
  return user?.email ?? null
}

/** The page of ours on which the donor finds the gift. */
export const donorPage = (app: Application, { id, userId }: Pick<DonationRow, 'id' | 'userId'>) =>
  userId ? `${app.get('publicOrigin')()}/settings/giving` : guestPage(app, id)

/** Sends the donor a mail, if there is an address to send it to. */
export const writeTo = async (
  app: Application,
  transaction: Transaction,
  donor: Reached,
  words: (community: string) => Words
) => {
  const to = await donorEmail(transaction.trx!, donor)
  const community: { name: string } = await transaction.trx!('communities').first('name')
  // without a mail server there is nothing in it that the owner would have to pass on
  if (to && app.get('mail').configured) await app.get('mail').post(transaction, to, words(community.name || 'Hearth'))
}

/** The page of a guest's gift. The token stands in the fragment, which browsers send to nobody. */
export const guestPage = (app: Application, donationId: string) =>
  `${app.get('publicOrigin')()}/give/${donationId}#${guestToken(app, donationId)}`

/** Whoever has it may see and pay this one gift. */
const guestToken = (app: Application, donationId: string) => keyTo(app, thing(donationId))

export const isGuestToken = (app: Application, donationId: string, token: string) =>
  isKeyTo(app, thing(donationId), token)

const thing = (donationId: string) => `guest gift ${donationId}`
