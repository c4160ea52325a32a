import type { Params } from '@feathersjs/feathers'
import { v7 as uuidv7 } from 'uuid'
import type { Application, Transaction } from '../../declarations.ts'
import { refusal } from '../../errors.ts'
import { protect } from '../../hooks/protect.ts'
import { charge } from '../../payments/charge.ts'
import { newDonation, type DonationRow } from '../../payments/rows.ts'
import { locked, tell } from '../../payments/settle.ts'
import { isPaid } from '../../payments/states.ts'
import { recordAct } from '../acts/record-act.ts'
import type { Campaign } from '../campaigns/campaigns.schema.ts'
import type { Donation } from '../donations/donations.schema.ts'
import { offlineGiftPolicy } from './offline-gifts.policy.ts'
import { offlineGiftDataSchema, type OfflineGiftData } from './offline-gifts.schema.ts'
import { offlineGiftMethods, offlineGiftPath } from './offline-gifts.shared.ts'

declare module '../../declarations.ts' {
  interface ServiceTypes {
    [offlineGiftPath]: OfflineGiftService
  }
}

const YEAR = 366 * 24 * 3600_000

/** Money that came without a provider: cash, or a transfer that has arrived. */
class OfflineGiftService {
  // not #private: Feathers calls services through an object that inherits from them
  private readonly app: Application
  constructor(app: Application) {
    this.app = app
  }

  /** Books the gift in the transaction of the call. @returns the donation */
  async create(data: OfflineGiftData, params: Params): Promise<Donation> {
    const { app } = this
    const transaction = params.transaction!
    const { method, receivedAt = Date.now() } = data
    if (receivedAt > Date.now() + 3600_000 || receivedAt < Date.now() - YEAR) throw refusal('invalid_expiry')
    const donation = data.donationId
      ? await announced(transaction, data.donationId)
      : await recorded(app, transaction, data)
    if (isPaid(donation.status)) return app.service('donations').get(donation.id, { transaction })
    await charge(app, transaction, donation, 'treasurer', { method, at: receivedAt, kind: 'offline' })
    const { id: recordId, amount, currency } = donation
    await recordAct({ params }, { action: 'offline-gifts.create', recordId, details: { amount, currency, method } })
    tell(app, transaction, donation)
    return app.service('donations').get(donation.id, { transaction })
  }
}

const announced = async (transaction: Transaction, id: string) => {
  const donation = await locked(transaction, id)
  if (donation.provider !== 'offline') throw refusal('invalid_transition')
  return donation
}

const recorded = async (app: Application, { trx }: Transaction, data: OfflineGiftData): Promise<DonationRow> => {
  const { id = uuidv7(), campaignId, amount = 0, currency = '', userId = null, donorName = null, method } = data
  const stored: DonationRow | undefined = await trx!('donations').where({ id }).first()
  if (stored) return theSame(stored, data)
  const campaign: Campaign | undefined = await trx!('campaigns').where({ id: campaignId }).first()
  if (!campaign || campaign.status === 'draft') throw refusal('not_found')
  if (campaign.currency !== currency) throw refusal('invalid_currency')
  if (userId && !(await trx!('users').where({ id: userId }).whereNotNull('admittedAt').first('id')))
    throw refusal('user_not_found')
  const row = newDonation({
    ...{ id, userId, campaignId: campaign.id, provider: 'offline', test: app.get('payments').test },
    ...{ amount, fee: 0, currency, exponent: campaign.exponent, method, visibility: data.visibility ?? 'public' },
    ...{ message: (data.message ?? '').trim(), donorName: userId ? null : donorName }
  })
  const [inserted] = await trx!('donations').insert(row).onConflict('id').ignore().returning('id')
  // sent twice at once: the other one was faster, and has been waited for
  return inserted ? row : theSame((await trx!('donations').where({ id }).first()) as DonationRow, data)
}

const theSame = (stored: DonationRow, { amount, campaignId, userId }: OfflineGiftData) => {
  const isSame = stored.amount === amount && stored.campaignId === campaignId && stored.userId === (userId ?? null)
  if (stored.provider !== 'offline' || !isSame) throw refusal('id_conflict')
  return stored
}

export const offlineGifts = (app: Application) => {
  app.use(offlineGiftPath, new OfflineGiftService(app), { methods: [...offlineGiftMethods] })
  protect(app, offlineGiftPath, {
    create: offlineGiftDataSchema,
    policy: offlineGiftPolicy,
    needs: { create: 'donations' }
  })
}
