import { randomInt } from 'node:crypto'
import type { Knex } from 'knex'
import type { Application } from '../../declarations.ts'
import { refusal } from '../../errors.ts'
import { isBreakerOpen } from '../../payments/declines.ts'
import type { Donor } from '../../payments/donor.ts'
import { feeCoverOf, limitsOf, stripeAmount } from '../../payments/money.ts'
import { nextCheck } from '../../payments/reconcile.ts'
import { newDonation, type DonationRow } from '../../payments/rows.ts'
import type { Campaign } from '../campaigns/campaigns.schema.ts'
import type { DonationData } from './donations.schema.ts'

type CampaignRow = Pick<Campaign, 'id' | 'title' | 'currency' | 'exponent' | 'status' | 'startsAt' | 'endsAt'>

/** A gift as it would be stored. @throws why it cannot be given: the campaign is closed, the amount or the way does not go */
export const wantedGift = async (
  app: Application,
  db: Knex,
  donor: Donor,
  data: DonationData
): Promise<DonationRow> => {
  const campaign = await openCampaign(db, data)
  const {
    provider = 'stripe',
    interval = 'once',
    coverFees = false,
    visibility = 'public',
    message = '',
    amount
  } = data
  const { currency, exponent } = campaign
  const { least, most } = limitsOf(currency)
  if (amount < least || amount > most) throw refusal('invalid_amount')
  const isOffline = provider === 'offline'
  if (isOffline) await hasBankAccount(db)
  if (isOffline && interval === 'month') throw refusal('invalid_data')
  const payments = app.get('payments')
  const fees = isOffline ? { percentBasisPoints: 0, fixed: 0 } : payments.provider.capabilities.fees
  const feeCover = coverFees ? feeCoverOf(amount, fees, currency) : 0
  if (feeCover === undefined || amount + feeCover > most) throw refusal('invalid_amount')
  if (!isOffline && stripeAmount(amount + feeCover, currency) === undefined) throw refusal('invalid_amount')
  const now = Date.now()
  return newDonation({
    ...{ id: data.id, userId: null, ...columnsOf(donor) },
    ...{ campaignId: campaign.id, provider, createdAt: now },
    // where the sandbox is the provider everything is a rehearsal, transfers too
    test: payments.test,
    ...{ amount, feeCover, coverFees, currency, exponent, interval, visibility, message: message.trim() },
    ...(isOffline
      ? { status: 'pending', method: 'bank_transfer', reference: newReference() }
      : { status: 'created', checkAt: nextCheck(now) })
  })
}

/** The columns by which a gift is somebody's. */
const columnsOf = (donor: Donor) =>
  'userId' in donor ? { userId: donor.userId } : { donorName: donor.name, donorEmail: donor.email }

const openCampaign = async (db: Knex, { campaignId, currency }: DonationData) => {
  const campaign: CampaignRow | undefined = await db('campaigns').where({ id: campaignId }).first()
  if (!campaign || campaign.status === 'draft') throw refusal('not_found')
  const now = Date.now()
  const isOpen = campaign.status === 'live' && (campaign.startsAt ?? 0) <= now && (campaign.endsAt ?? now) >= now
  if (!isOpen) throw refusal('campaign_closed')
  if (currency !== campaign.currency) throw refusal('invalid_currency')
  return campaign
}

const hasBankAccount = async (db: Knex) => {
  const community: { iban: string | null } = await db('communities').first('iban')
  if (!community.iban) throw refusal('payments_unavailable')
}

/** Easy to read over the phone: without letters that look like digits. */
const LETTERS = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789'
const newReference = () => `H${Array.from({ length: 9 }, () => LETTERS[randomInt(LETTERS.length)]).join('')}`

/** So many checkouts of one donor may be open at once; one is open for so long (ms). */
const MOST_OPEN = 3
const OPEN_FOR = 31 * 60_000

/** @throws 403 `too_many_checkouts`: the donor has some open, or cards are being tried here */
export const mayBegin = async (db: Knex, donor: Donor) => {
  const open = await db('donations')
    .where({ ...('userId' in donor ? { userId: donor.userId } : { donorEmail: donor.email }), provider: 'stripe' })
    .whereIn('status', ['created', 'pending'])
    .where('createdAt', '>', Date.now() - OPEN_FOR)
    .count('id as n')
  if (Number(open[0]?.n) >= MOST_OPEN || (await isBreakerOpen(db, donor))) throw refusal('too_many_checkouts')
}
