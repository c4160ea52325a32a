import { aCampaign, aDispute, aGift, anOpenLine, aNotice, ofGift } from './gift-things.ts'
import { signIn, type Row } from './rows.ts'

const treasurersOnly = { ...signIn, treasurer: 'ok', founder: 'ok', others: 'not_treasurer' } as const
/** The books are open, but for whose gift a line is about. */
const toTreasurers = { treasurer: true, founder: true, others: false }

/** What those who keep the books see and do. */
export const bookRows: Row[] = [
  {
    call: 'ledger.find',
    about: 'the books; which gift it was is for those who keep them',
    needs: 'donations',
    args: async (cast) => {
      await aGift(cast)
      return [{}]
    },
    verdicts: { ...signIn, others: 'ok' },
    sees: ({ data }: { data: { donationId: unknown }[] }) => data.some(({ donationId }) => donationId !== null),
    seen: toTreasurers
  },
  {
    call: 'ledger.get',
    about: 'a line of the books',
    needs: 'donations',
    args: async (cast) => [await ofGift(cast, 'ledger', await aGift(cast))],
    verdicts: { ...signIn, treasurer: 'ok', founder: 'ok', others: 'not_found' }
  },
  {
    call: 'ledger.get',
    about: 'a line of a day that is over, as everybody else reads it',
    needs: 'donations',
    args: async (cast) => [await anOpenLine(cast)],
    verdicts: { ...signIn, treasurer: 'not_found', founder: 'not_found', others: 'ok' },
    sees: ({ donationId }: { donationId: unknown }) => donationId !== null,
    seen: { others: false }
  },
  {
    call: 'offline-gifts.create',
    about: 'cash',
    needs: 'donations',
    args: async (cast) => [
      { campaignId: await aCampaign(cast), amount: 700, currency: 'EUR', method: 'cash', userId: cast.donor.id }
    ],
    verdicts: treasurersOnly
  },
  { call: 'disputes.find', about: 'all', needs: 'donations', args: () => [{}], verdicts: treasurersOnly },
  {
    call: 'disputes.get',
    about: "one about the donor's gift",
    needs: 'donations',
    args: async (cast) => [await aDispute(cast)],
    verdicts: treasurersOnly
  },
  { call: 'payment-events.find', about: 'all', needs: 'donations', args: () => [{}], verdicts: treasurersOnly },
  {
    call: 'payment-events.get',
    about: 'a notice',
    needs: 'donations',
    args: async (cast) => [await aNotice(cast)],
    verdicts: treasurersOnly
  },
  {
    call: 'payment-events.patch',
    about: 'trying a notice again',
    needs: 'donations',
    args: async (cast) => [await aNotice(cast), { state: 'new' }],
    verdicts: treasurersOnly
  },
  {
    call: 'payment-diagnostics.find',
    about: 'how payments are set up',
    needs: 'donations',
    args: () => [{}],
    verdicts: treasurersOnly
  }
]
