import { anyone, isAdmin, isTreasurer, type Policy } from '../../policy.ts'
import type { Campaign } from './campaigns.schema.ts'

const keepsCampaigns = (actor: Parameters<typeof isAdmin>[0]) => isAdmin(actor) || isTreasurer(actor) || 'not_treasurer'

/** Everybody may read what is collected for; drafts are narrowed away by the service. */
export const campaignPolicy = {
  find: anyone,
  get: anyone,
  create: keepsCampaigns,
  patch: keepsCampaigns
} satisfies Policy<Campaign>
