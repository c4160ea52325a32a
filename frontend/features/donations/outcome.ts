import type { Donation } from '$sdk'
import type { IconName } from '../../lib/icons/names.ts'

/** What a donor is told of a gift as it stands. */
export interface Outcome {
  /** `waits`: it changes by itself, and the page with it · `given` · `not`: no harm done · `declined` */
  kind: 'waits' | 'given' | 'not' | 'declined'
  icon: IconName
  title: string
  text: string
  /** It can be tried once more. */
  again?: boolean
}

const BURNING = { kind: 'given', icon: 'spark', title: 'You kept it burning.' } as const
const WAITS = { kind: 'waits', icon: 'spark' } as const

/** Words for a gift, never codes. */
export const outcomeOf = (gift: Pick<Donation, 'status' | 'provider' | 'message'>): Outcome => {
  switch (gift.status) {
    case 'created':
    case 'pending':
      return gift.provider === 'offline' ? TRANSFER : MOMENT
    case 'processing':
      return {
        ...WAITS,
        title: 'On its way',
        text: 'Your bank takes a few days for this. We’ll tell you here when the money has come; there is nothing more to do.'
      }
    case 'succeeded':
    case 'disputed':
    case 'lost':
      return { ...BURNING, text: 'Thank you. Your gift has arrived.' }
    case 'partially_refunded':
      return { ...BURNING, text: 'Thank you. A part of your gift was given back to you.' }
    case 'refunded':
      return {
        kind: 'not',
        icon: 'reply',
        title: 'Given back',
        text: 'Your gift was given back to you. Thank you for having given it.'
      }
    case 'failed':
      return {
        kind: 'declined',
        icon: 'circle-alert',
        title: 'The payment was declined',
        text: `Nothing was charged. ${gift.message ? 'Your message is kept. ' : ''}Try again with another card, or another way to pay.`,
        again: true
      }
    case 'expired':
      return {
        kind: 'not',
        icon: 'clock',
        title: 'The checkout was open for too long',
        text: 'Nothing was charged. Begin anew whenever you like.',
        again: true
      }
    case 'canceled':
      return {
        kind: 'not',
        icon: 'arrow-left',
        title: 'You turned back',
        text: 'Nothing was charged. What you filled in is kept if you want to go on.',
        again: true
      }
    case 'needs_review':
      return {
        ...WAITS,
        title: 'Somebody looks at it',
        text: 'Your payment arrived, but something about it does not fit. Those who keep the books look at it and will write to you.'
      }
  }
}

/** Of a guest who came by the link of the mail. */
export const ONE_MORE_STEP: Outcome = {
  ...WAITS,
  title: 'One more step',
  text: 'You pay on the next page. Nothing is charged before.'
}
const TRANSFER: Outcome = {
  ...WAITS,
  icon: 'landmark',
  title: 'Waiting for your transfer',
  text: 'Your gift counts when the money is there; that takes a day or two. Keep the reference: by it your gift is recognised.'
}
const MOMENT: Outcome = {
  ...WAITS,
  title: 'One moment',
  text: 'We’ll tell you here when it is confirmed, you can close this.'
}
