import { mount } from 'svelte'
import type { Campaign, GuestGift } from '$sdk'
import { client } from '../../lib/api.ts'
import { post } from '../../lib/http.ts'
import { storage } from '../../lib/storage.ts'
import { summon } from '../../lib/summon.ts'
import { toasts } from '../../lib/ui/toasts.svelte.ts'
import { campaigns } from '../campaigns/campaigns.svelte.ts'
import { community } from '../communities/community.svelte.ts'
import { session } from '../sessions/session.svelte.ts'
import type { Desk, Giving, Prefill, Visibility } from './donate.svelte.ts'

const VISIBILITY = 'giving.visibility'
const DESK: Desk = {
  create: (data) => client.service('donations').create(data),
  // guests have no socket
  invite: (data) => post<GuestGift>('/api/guest-gifts', data),
  abandon: (donationId) => client.service('payment-checks').create({ donationId, canceled: true })
}
let opening = false

/** Opens the dialog to give for a campaign. Its code is fetched now. */
export const give = async (campaign: Campaign, prefill?: Prefill) => {
  const giving = community.row?.giving
  if (!giving || giving.methods.length === 0) {
    toasts.say('Giving is not set up here yet.')
    return
  }
  if (opening) return
  opening = true
  try {
    const { Giving } = await import('./donate.svelte.ts')
    const guest = session.state !== 'signedIn'
    const terms = { campaign, giving, guest, visibility: storage.get<Visibility>(VISIBILITY) }
    if (guest) await mountConfirm()
    const state = new Giving(terms, DESK, prefill)
    await summon(() => import('./DonateDialog.svelte'), { giving: state })
  } catch {
    toasts.fail('This part could not be fetched. Try again.')
  } finally {
    opening = false
  }
}

/** Outside of the house nobody has put it there yet. */
let confirm: object | undefined
const mountConfirm = async () => {
  const { default: Confirm } = await import('../../lib/ui/Confirm.svelte')
  confirm ??= mount(Confirm, { target: document.body })
}

/** The next gift begins with the last choice. */
export const rememberVisibility = ({ visibility }: Giving) => storage.set(VISIBILITY, visibility)

/** What was written as `/give …` in a room. @returns whether the dialog is open, and the draft has done its work */
export const giveByCommand = async (text: string, roomId: string) => {
  await campaigns.ready()
  const campaign = campaigns.likeliest(roomId)
  if (!campaign) {
    toasts.say('Nothing is collected for right now.')
    return false
  }
  const { giveCommand } = await import('./give-command.ts')
  await give(campaign, giveCommand(text, campaign.currency))
  return true
}
