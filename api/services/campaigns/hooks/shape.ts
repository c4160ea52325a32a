import { v7 as uuidv7 } from 'uuid'
import type { HookContext } from '../../../declarations.ts'
import { refusal } from '../../../errors.ts'
import { exponentOf, isCurrency } from '../../../payments/currencies.ts'
import { recordAct } from '../../acts/record-act.ts'
import { slugOf } from '../../rooms/rooms.shared.ts'
import type { Campaign, CampaignData, CampaignPatch } from '../campaigns.schema.ts'

/** What no schema can say of a campaign, and what follows from what was said. */
export const shape = async (context: HookContext) => {
  const { params, method } = context
  const before = params.record as Campaign | undefined
  const data = context.data as CampaignData & CampaignPatch
  const { startsAt, endsAt } = { ...(method === 'patch' ? before : undefined), ...data }
  if (startsAt && endsAt && endsAt <= startsAt) throw refusal('invalid_period')
  if (data.roomId) await isPublicRoom(context, data.roomId)
  const { suggestions, ...rest } = data
  const columns = { ...rest, ...(suggestions && { suggestions: JSON.stringify(suggestions) }) }
  context.data = method === 'create' ? made(columns) : columns
}

const made = ({ suggestions = '[]', ...data }: Omit<CampaignData, 'suggestions'> & { suggestions?: string }) => {
  if (!isCurrency(data.currency)) throw refusal('invalid_currency')
  return {
    id: uuidv7(),
    slug: slugOf(data.title) || uuidv7().slice(-12),
    story: '',
    startsAt: null,
    endsAt: null,
    status: 'draft',
    roomId: null,
    heat: false,
    exponent: exponentOf(data.currency),
    createdAt: Date.now(),
    ...data,
    suggestions
  }
}

/** Gifts are told where everybody may come. */
const isPublicRoom = async ({ params }: HookContext, id: string) => {
  const room: { visibility: string } | undefined = await params.transaction!.trx!('rooms')
    .where({ id, archivedAt: null })
    .first('visibility')
  if (room?.visibility !== 'public') throw refusal('room_not_found')
}

/** What is collected for, and how much, is told to everybody who asks later. */
export const note = async (context: HookContext) => {
  const { data, id, method, params } = context
  if (!params.provider) return
  const { story: _story, suggestions: _suggestions, ...details } = data as Record<string, unknown>
  const recordId = String(id ?? details.id)
  await recordAct(context, { action: `campaigns.${method}`, recordId, details })
}
