import { v7 as uuidv7 } from 'uuid'
import type { Application } from '../../declarations.ts'
import { withTransaction } from '../../hooks/transact.ts'
import { charge } from '../../payments/charge.ts'
import { newDonation, type DonationRow } from '../../payments/rows.ts'

const DAY = 24 * 3600_000
const GOAL = 240_000

/** What was given, and how long before now (days). Amounts in cents. */
const GIFTS: { by: string; amount: number; days: number; message?: string; visibility?: DonationRow['visibility'] }[] =
  [
    { by: 'jonas', amount: 5000, days: 21, message: 'For the shed that kept my spade dry for nine years.' },
    { by: 'carmen', amount: 2500, days: 20.5, message: 'Por el tejado nuevo 🌱' },
    { by: 'yusuf', amount: 1500, days: 18 },
    { by: 'amina', amount: 10_000, days: 17.2, message: 'From all of us on plot 7.' },
    { by: 'olena', amount: 3000, days: 14, visibility: 'amount_hidden', message: 'Тримаймося разом.' },
    { by: 'luis', amount: 2500, days: 12.4, message: 'One roof tile per tomato I was given last summer.' },
    { by: 'haruka', amount: 4000, days: 9.1, message: '屋根のために。いつもありがとう。' },
    { by: 'samir', amount: 2000, days: 8, message: 'للسقف الجديد' },
    { by: 'bia', amount: 25_000, days: 6.3, visibility: 'anonymous', message: 'Keep the rain where it belongs.' },
    { by: 'priya', amount: 5000, days: 4, message: 'See you at the raising day!' },
    { by: 'jonas', amount: 2500, days: 2.2, message: 'And one for the gutter.' },
    { by: 'bohdan', amount: 1000, days: 0.4 }
  ]

const STORY = `The roof of our tool shed has let the rain in since March. Two beams are soft, and the felt is older than some of us.

We do the work ourselves on the first dry weekend. What we cannot make is timber, felt and a gutter: 2,400 € buys all three, and what is left over goes into the fund for new hoses.

Every gift, however small, stands in #giving, and the books are open to everybody who is in.`

/**
 * A campaign with gifts, by the same steps as any gift that a treasurer records: so room, ledger, receipts and badges are real.
 * People who are not in this demo are passed over.
 */
export const collectInDemo = async (app: Application, now: number) => {
  const db = app.get('database').read
  const people: { id: string; handle: string }[] = await db('profiles').select('id', 'handle')
  const idOf = new Map(people.map(({ id, handle }) => [handle, id]))
  const owner: { id: string } = await db('users').where({ role: 'owner' }).first('id')
  const actor = { userId: owner.id, role: 'owner' as const }
  const about = {
    name: 'giving',
    slug: 'giving',
    topic: 'Every gift, and what it became',
    visibility: 'public' as const
  }
  const room = await app.service('rooms').create(about as never, { actor })
  for (const { id } of people.filter(({ id }) => id !== owner.id))
    await app.service('memberships').create({ roomId: room.id, userId: id, role: 'member' } as never, { actor })
  const campaign = await app.service('campaigns').create({
    ...{ title: 'A dry roof for the tool shed', slug: 'roof', story: STORY, currency: 'EUR', goalAmount: GOAL },
    suggestions: [
      { amount: 1000, text: 'a box of screws' },
      { amount: 2500, text: 'a square metre of felt' },
      { amount: 5000, text: 'a roof batten' },
      { amount: 10_000, text: 'half a beam' }
    ],
    ...{ startsAt: now - 22 * DAY, endsAt: now + 40 * DAY, status: 'live', roomId: room.id }
  } as never)
  const { id: campaignId, exponent } = campaign
  for (const { by, amount, days, message = '', visibility = 'public' } of GIFTS) {
    const userId = idOf.get(by)
    if (!userId) continue
    const at = Math.round(now - days * DAY)
    const gift = newDonation({
      ...{ id: uuidv7({ msecs: at }), userId, campaignId, provider: 'offline', test: app.get('payments').test },
      ...{ amount, fee: 0, currency: 'EUR', exponent, visibility, message, method: 'bank_transfer', createdAt: at }
    })
    await withTransaction(app, async (transaction) => {
      await transaction.trx!('donations').insert(gift)
      await charge(app, transaction, gift, 'treasurer', { method: 'bank_transfer', at, kind: 'offline' })
    })
  }
}
