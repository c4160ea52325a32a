import type { Params } from '@feathersjs/feathers'
import type { Application } from '../../declarations.ts'
import { refusal } from '../../errors.ts'
import { perAddress } from '../../hooks/limit-rate.ts'
import { protect } from '../../hooks/protect.ts'
import { isGuestToken } from '../../payments/donor.ts'
import type { DonationRow } from '../../payments/rows.ts'
import { shownToDonor } from '../donations/outward.ts'
import { wantedGift } from '../donations/wanted-gift.ts'
import { asData, type WishRow } from '../guest-gifts/wish.ts'
import { receiptAddress } from '../receipts/receipt-key.ts'
import type { Receipt } from '../receipts/receipts.schema.ts'
import { ACTS } from './acts.ts'
import { guestVisitPolicy } from './guest-visits.policy.ts'
import { guestVisitDataSchema, type GuestVisit, type GuestVisitData } from './guest-visits.schema.ts'
import { guestVisitMethods, guestVisitPath } from './guest-visits.shared.ts'

declare module '../../declarations.ts' {
  interface ServiceTypes {
    [guestVisitPath]: GuestVisitService
  }
}

/** What a guest sees of the gift and does with it, by the link of the mail. Once it belongs to an account the link works no more. */
class GuestVisitService {
  // not #private: Feathers calls services through an object that inherits from them
  private readonly app: Application
  constructor(app: Application) {
    this.app = app
  }

  async create({ donationId, token, act, visibility }: GuestVisitData, params: Params): Promise<GuestVisit> {
    const { app } = this
    if (!isGuestToken(app, donationId, token)) throw refusal('invalid_or_expired_token')
    const wish = await this.wish(donationId)
    if (wish && act !== 'begin') return this.ahead(wish)
    if (wish) await ACTS.begin(app, wish)
    const donation = await this.donation(donationId)
    if (act === 'begin') await ACTS.pay(app, donation)
    if (act === 'claim') return this.shown(await ACTS.claim(app, donation, params))
    if (act === 'have_back') await ACTS.haveBack(app, donation, params)
    if (act === 'cancel') await ACTS.cancel(app, donation)
    if (visibility) await app.service('donations').patch(donationId, { visibility }, { address: params.address })
    if (!act && !visibility) await ACTS.look(app, donationId)
    return this.shown(await this.donation(donationId))
  }

  /** What was asked for, as long as it is nothing more. */
  private wish(id: string): Promise<WishRow | undefined> {
    return this.app.get('database').read('guestGifts').where({ id }).where('expiresAt', '>', Date.now()).first()
  }

  private async donation(id: string): Promise<DonationRow> {
    const { read } = this.app.get('database')
    const row: DonationRow | undefined = await read('donations').where({ id, userId: null }).first()
    if (!row) throw refusal('invalid_or_expired_token')
    return row
  }

  /** The gift as it will be: what it costs is reckoned as when it is begun. */
  private async ahead(wish: WishRow): Promise<GuestVisit> {
    const { app } = this
    const { id, email, expiresAt } = wish
    const row = await wantedGift(app, app.get('database').read, wish, asData(wish))
    return { id, email, expiresAt, begun: false, donation: await shownToDonor(app, row), papers: [] }
  }

  private async shown(row: DonationRow): Promise<GuestVisit> {
    const { app } = this
    const papers: Receipt[] = await app
      .get('database')
      .read('receipts')
      .where({ donationId: row.id })
      .orderBy('createdAt')
    return {
      ...{ id: row.id, email: row.donorEmail ?? '', expiresAt: null, begun: true },
      donation: await shownToDonor(app, row),
      papers: papers.map(({ id, number, kind }) => ({ number, kind, address: receiptAddress(app, id) }))
    }
  }
}

export const guestVisits = (app: Application) => {
  app.use(guestVisitPath, new GuestVisitService(app), { methods: [...guestVisitMethods] })
  app.service(guestVisitPath).hooks({ around: { create: [perAddress('guestVisits')] } })
  protect(
    app,
    guestVisitPath,
    { create: guestVisitDataSchema, policy: guestVisitPolicy, needs: { create: 'donations' } },
    // the provider is asked between two of them
    { transacts: false }
  )
}
