import type { Params } from '@feathersjs/feathers'
import type { Application, Transaction } from '../../declarations.ts'
import { refusal } from '../../errors.ts'
import { perAddress } from '../../hooks/limit-rate.ts'
import { protect } from '../../hooks/protect.ts'
import { texts } from '../../mail/texts.ts'
import { formatMoney } from '../../payments/currencies.ts'
import { guestPage } from '../../payments/donor.ts'
import { mayBegin, wantedGift } from '../donations/wanted-gift.ts'
import { sameWish, wishOf, type WishRow } from './wish.ts'
import { guestGiftPolicy } from './guest-gifts.policy.ts'
import { guestGiftDataSchema, type GuestGift, type GuestGiftData } from './guest-gifts.schema.ts'
import { guestGiftMethods, guestGiftPath } from './guest-gifts.shared.ts'

declare module '../../declarations.ts' {
  interface ServiceTypes {
    [guestGiftPath]: GuestGiftService
  }
}

/** The link of a mail works for so long (ms). */
const WORKS_FOR = 24 * 3600_000

/**
 * Gifts without an account begin with a mail. Whoever opens it has shown that the address is theirs; nothing can be paid before, so
 * that cards cannot be tried here one after the other.
 */
class GuestGiftService {
  // not #private: Feathers calls services through an object that inherits from them
  private readonly app: Application
  constructor(app: Application) {
    this.app = app
  }

  /** Keeps what is asked for and sends the link. Asking again with one id is safe, and sends no second mail. */
  async create(data: GuestGiftData, { transaction }: Params): Promise<GuestGift> {
    const { app } = this
    const trx = transaction!.trx!
    const email = data.email.toLowerCase()
    await areWelcome(app)
    const donor = { name: data.name.trim(), email }
    const wanted = await wantedGift(app, trx, donor, data)
    await mayBegin(trx, donor)
    if (await trx('donations').where({ id: data.id }).first('id')) throw refusal('id_conflict')
    const expiresAt = Date.now() + WORKS_FOR
    const wish = wishOf(wanted, expiresAt)
    const [inserted] = await trx('guestGifts').insert(wish).onConflict('id').ignore().returning('id')
    if (!inserted) return answer(await theSame(transaction!, wish))
    const sum = formatMoney(wanted.total, wanted.currency, 'en')
    const { name }: { name: string } = await trx('communities').first('name')
    if (await mayBeMailed(app, email))
      await app
        .get('mail')
        .post(transaction!, email, texts.guestGift(name || 'Hearth', { sum, link: guestPage(app, data.id) }))
    return answer(wish)
  }
}

/** @throws 401 `not_signed_in` where an account is needed */
const areWelcome = async (app: Application) => {
  const [community] = (await app.service('communities').find({})).data
  if (!community?.giving.guests) throw refusal('not_signed_in')
}

const theSame = async ({ trx }: Transaction, wish: WishRow) => {
  const stored: WishRow = await trx!('guestGifts').where({ id: wish.id }).first()
  if (!sameWish(stored, wish)) throw refusal('id_conflict')
  return stored
}

/** One address is sent few mails, whoever asks for them. More are answered as if they had been sent. */
const mayBeMailed = (app: Application, email: string) =>
  app
    .get('rates')
    .take('guestMails', email)
    .then(
      () => true,
      () => false
    )

const answer = ({ id, email, expiresAt }: WishRow): GuestGift => ({ id, email, expiresAt })

export const guestGifts = (app: Application) => {
  app.use(guestGiftPath, new GuestGiftService(app), { methods: [...guestGiftMethods] })
  app.service(guestGiftPath).hooks({ around: { create: [perAddress('guestGifts')] } })
  protect(app, guestGiftPath, {
    create: guestGiftDataSchema,
    policy: guestGiftPolicy,
    needs: { create: 'donations' }
  })
}
