import { v7 as uuidv7 } from 'uuid'
import { expect } from 'vitest'
import type { Cast } from '../cast.ts'
import {
  aCampaign,
  aGift,
  aGuestVisit,
  anOfferedGift,
  aPromise,
  aRefund,
  aWish,
  giveAccount,
  ofGift,
  welcomeGuests
} from './gift-things.ts'
import { signIn, type Row } from './rows.ts'

/** What is one's own, treasurers see as well; for others it does not exist. */
const own = { ...signIn, donor: 'ok', treasurer: 'ok', founder: 'ok', others: 'not_found' } as const
/** Found by whoever may see it. */
const finds = {
  verdicts: { ...signIn, others: 'ok' } as const,
  sees: ({ total }: { total: number }) => total,
  seen: { donor: 1, treasurer: 1, founder: 1, others: 0 }
}
const keepers = { ...signIn, admin: 'ok', treasurer: 'ok', others: 'not_treasurer' } as const
const aDraft = (cast: Cast) => aCampaign(cast, { status: 'draft' })

const campaigns: Row[] = [
  {
    call: 'campaigns.find',
    about: 'what is collected for; drafts for those who write them',
    args: async (cast) => [{ id: await aDraft(cast) }],
    verdicts: { others: 'ok' },
    sees: ({ total }) => total,
    seen: { admin: 1, treasurer: 1, others: 0 }
  },
  { call: 'campaigns.get', about: 'one', args: async (cast) => [await aCampaign(cast)], verdicts: { others: 'ok' } },
  {
    call: 'campaigns.get',
    about: 'a draft',
    args: async (cast) => [await aDraft(cast)],
    verdicts: { admin: 'ok', treasurer: 'ok', others: 'not_found' }
  },
  {
    call: 'campaigns.create',
    about: 'one',
    needs: 'donations',
    args: () => [{ title: `Roof ${uuidv7().slice(-8)}`, currency: 'EUR', goalAmount: 100_000 }],
    verdicts: keepers
  },
  {
    call: 'campaigns.patch',
    about: 'one',
    needs: 'donations',
    args: async (cast) => [await aCampaign(cast), { status: 'ended' }],
    verdicts: keepers
  }
]

const gifts: Row[] = [
  {
    call: 'gifts.find',
    about: 'what was given without a name: nobody learns whose it was',
    args: async (cast) => {
      const campaignId = await aCampaign(cast)
      await aGift(cast, { userId: cast.donor.id, campaignId, visibility: 'anonymous' })
      return [{ campaignId }]
    },
    verdicts: { others: 'ok' },
    sees: (body: object, { donor }) => [JSON.stringify(body).includes(donor.id), 'data' in body && body.data],
    seen: { others: [false, [expect.objectContaining({ userId: null, name: null, amount: 1_000 })]] }
  },
  {
    call: 'supporters.find',
    about: 'who gave, and one of them without a name',
    args: async (cast) => {
      const campaignId = await aCampaign(cast)
      await aGift(cast, { campaignId, donorName: 'Grandma' })
      await aGift(cast, { userId: cast.donor.id, campaignId, visibility: 'anonymous' })
      return [{ campaignId }]
    },
    verdicts: { others: 'ok' },
    sees: (body: object, { donor }) => [JSON.stringify(body).includes(donor.id), body],
    seen: { others: [false, expect.objectContaining({ total: 1, kindSouls: 1 })] }
  },
  {
    call: 'balances.find',
    about: 'where the money of a campaign is',
    args: async (cast) => {
      const campaignId = await aCampaign(cast)
      await aGift(cast, { userId: cast.donor.id, campaignId })
      return [{ campaignId }]
    },
    verdicts: { others: 'ok' },
    sees: ({ data }: { data: object[] }) => data,
    seen: { others: [expect.objectContaining({ currency: 'EUR', given: 1_000, there: 1_000 })] }
  },
  {
    call: 'donations.find',
    about: "the donor's gift",
    needs: 'donations',
    args: async (cast) => [{ id: await aGift(cast) }],
    ...finds
  },
  {
    call: 'donations.get',
    about: "the donor's gift",
    needs: 'donations',
    args: async (cast) => [await aGift(cast)],
    verdicts: own
  },
  {
    call: 'donations.get',
    about: 'the gift of somebody without an account',
    needs: 'donations',
    args: async (cast) => [await aGift(cast, { donorName: 'Grandma' })],
    verdicts: { ...own, donor: 'not_found' }
  },
  {
    call: 'donations.create',
    about: 'announcing a transfer',
    needs: 'donations',
    verified: true,
    args: async (cast) => {
      await giveAccount(cast)
      const given = { amount: 500, currency: 'EUR', provider: 'offline' }
      return [{ id: uuidv7(), campaignId: await aCampaign(cast), ...given }]
    },
    verdicts: { ...signIn, others: 'ok' }
  },
  {
    call: 'donations.create',
    about: 'for a draft',
    needs: 'donations',
    verified: true,
    args: async (cast) => [{ id: uuidv7(), campaignId: await aDraft(cast), amount: 500, currency: 'EUR' }],
    verdicts: { ...signIn, others: 'not_found' }
  },
  {
    call: 'donations.patch',
    about: "how much others see of the donor's gift",
    needs: 'donations',
    args: async (cast) => [await aGift(cast), { visibility: 'amount_hidden' }],
    verdicts: own
  },
  {
    call: 'payment-checks.create',
    about: "the donor's gift",
    needs: 'donations',
    args: async (cast) => [{ donationId: await aGift(cast) }],
    verdicts: own
  }
]

const promises: Row[] = [
  {
    call: 'subscriptions.find',
    about: "the donor's monthly gift",
    needs: 'donations',
    args: async (cast) => [{ id: await aPromise(cast) }],
    ...finds
  },
  {
    call: 'subscriptions.get',
    about: "the donor's monthly gift",
    needs: 'donations',
    args: async (cast) => [await aPromise(cast)],
    verdicts: own
  },
  {
    call: 'subscriptions.patch',
    about: 'who sees the next gifts, which is for the donor to say',
    needs: 'session',
    args: async (cast) => [await aPromise(cast), { visibility: 'anonymous' }],
    verdicts: { ...own, treasurer: 'not_yours', founder: 'not_yours' }
  },
  {
    call: 'subscriptions.patch',
    about: 'ending one that has ended',
    needs: 'session',
    args: async (cast) => [await aPromise(cast, { status: 'canceled' }), { status: 'canceled' }],
    verdicts: {
      ...own,
      donor: 'invalid_transition',
      treasurer: 'invalid_transition',
      founder: 'invalid_transition'
    }
  },
  {
    call: 'receipts.find',
    about: "the receipt of the donor's gift",
    needs: 'donations',
    args: async (cast) => [{ donationId: await aGift(cast) }],
    ...finds
  },
  {
    call: 'receipts.get',
    about: "the receipt of the donor's gift",
    needs: 'donations',
    args: async (cast) => [await ofGift(cast, 'receipts', await aGift(cast))],
    verdicts: own
  }
]

/** Everybody who has proved it lately may ask; whose gift it is decides. */
const back = (args: Row['args'], about: string, verdicts: Row['verdicts']): Row => ({
  ...{ call: 'refunds.create', about, needs: 'session', args, verdicts }
})
const because = { reason: 'a mistake' }

const refunds: Row[] = [
  {
    call: 'refunds.find',
    about: "what went back of the donor's gift",
    needs: 'donations',
    args: async (cast) => [{ id: await aRefund(cast) }],
    ...finds
  },
  {
    call: 'refunds.get',
    about: "what went back of the donor's gift",
    needs: 'donations',
    args: async (cast) => [await aRefund(cast)],
    verdicts: own
  },
  back(async (cast) => [{ donationId: await aGift(cast), ...because }], "the donor's gift", {
    ...own,
    donor: 'not_treasurer'
  }),
  back(async (cast) => [{ donationId: await aGift(cast), amount: 100, ...because }], "a part of the donor's gift", {
    ...{ ...signIn, treasurer: 'ok', founder: 'ok', others: 'not_treasurer' }
  }),
  back(async (cast) => [{ donationId: await anOfferedGift(cast), ...because }], 'a gift whose message was hidden', own),
  back(async (cast) => [{ donationId: await anOfferedGift(cast), amount: 100, ...because }], 'a part of such a gift', {
    ...{ ...signIn, treasurer: 'ok', founder: 'ok', others: 'not_treasurer' }
  }),
  back(
    async (cast) => [{ donationId: await aGift(cast, { donorName: 'Grandma' }), ...because }],
    'the gift of somebody without an account',
    { ...own, donor: 'not_found' }
  ),
  {
    ...back(async (cast) => [{ donationId: await anOfferedGift(cast), ...because }], 'long after proving who one is', {
      ...signIn,
      others: 'step_up_required'
    }),
    stale: true
  }
]

const invited = { revoked: 'session_ended', others: 'ok' } as const
const guests: Row[] = [
  {
    call: 'communities.patch',
    about: 'whether people without an account may give',
    needs: 'session',
    args: async ({ founder }) => [(await founder.service('communities').find()).data[0]?.id, { guestGifts: true }],
    verdicts: { ...signIn, founder: 'ok', others: 'not_owner' }
  },
  {
    call: 'guest-gifts.create',
    about: 'a gift without an account, where the owner allows it',
    needs: 'donations',
    args: async (cast) => {
      await welcomeGuests(cast)
      return [await aWish(cast)]
    },
    verdicts: invited
  },
  {
    call: 'guest-visits.create',
    about: 'the gift of a guest, by the link of the mail',
    needs: 'donations',
    args: async (cast) => [await aGuestVisit(cast)],
    verdicts: invited
  },
  {
    call: 'guest-visits.create',
    about: 'the gift of a guest, by a link that is none',
    needs: 'donations',
    args: async (cast) => [{ ...(await aGuestVisit(cast)), token: 'A'.repeat(43) }],
    verdicts: { revoked: 'session_ended', others: 'invalid_or_expired_token' }
  }
]

/** What is collected for, what is given, and what goes back. */
export const giftRows: Row[] = [...campaigns, ...gifts, ...guests, ...promises, ...refunds]
