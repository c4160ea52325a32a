import type { Calls } from '../../client.ts'
import type { Campaign, CampaignData, CampaignPatch, CampaignQuery } from './campaigns.schema.ts'

export type { Campaign, CampaignData, CampaignPatch, CampaignQuery }
export const campaignPath = 'campaigns'
export const campaignMethods = ['find', 'get', 'create', 'patch'] as const

declare module '../../client.ts' {
  interface ClientServices {
    [campaignPath]: Pick<
      Calls<Campaign, CampaignData, CampaignPatch, CampaignQuery>,
      (typeof campaignMethods)[number] | 'on' | 'off'
    >
  }
}
