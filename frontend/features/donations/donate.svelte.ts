import {
  newId,
  parseMoney,
  type Campaign,
  type Community,
  type Donation,
  type DonationData,
  type GuestGift,
  type GuestGiftData
} from '$sdk'
import { refusalOf } from './amount-limits.ts'
import { withFees } from './fees.ts'
import { written } from './written.ts'

export type Step = 'amount' | 'about' | 'pay' | 'transfer' | 'sent'
export type Visibility = Donation['visibility']
export type Method = Community['giving']['methods'][number]

/** The steps that one goes through; after the last are shown the details of a bank transfer, or whom a guest's link was sent to. */
export const STEPS = ['amount', 'about', 'pay'] as const
export const MOST_MESSAGE = 280

/** What the dialog may begin with. */
export interface Prefill {
  amount?: number
  message?: string
}

interface Terms {
  campaign: Campaign
  giving: Community['giving']
  /** the last choice */
  visibility?: Visibility
  /** somebody without an account, who is sent a link */
  guest?: boolean
}

/** What it asks of the server. */
export interface Desk {
  create: (data: DonationData) => Promise<Donation>
  /** Sends a guest the link. */
  invite: (data: GuestGiftData) => Promise<GuestGift>
  /** Closes a checkout that nobody goes back to: only a few may be open at once. */
  abandon: (id: string) => Promise<unknown>
}

/** Nothing comes of these any more: who tries again begins a new gift. */
const DEAD: readonly Donation['status'][] = ['failed', 'expired', 'canceled']

/** The sum that is paid is another than the one that was shown: nobody is sent on to pay it. */
export class AnotherSum extends Error {
  override name = 'AnotherSum'
}

/** One gift, from the first look at the dialog to where it is paid. Sums are integers in minor units. */
export class Giving {
  readonly campaign: Campaign
  readonly giving: Community['giving']
  readonly guest: boolean
  readonly #desk: Desk
  readonly #opened: string

  #step = $state<Step>('amount')
  #donation = $state.raw<Donation>()
  /** index of a suggestion, or −1 for one's own amount */
  choice = $state(-1)
  own = $state('')
  monthly = $state(false)
  coverFees = $state(false)
  message = $state('')
  /** of a guest */
  name = $state('')
  email = $state('')
  visibility = $state<Visibility>('public')
  method = $state<Method>('checkout')

  #id = newId()
  #sent = ''

  constructor(
    { campaign, giving, visibility = 'public', guest = false }: Terms,
    desk: Desk,
    { amount, message = '' }: Prefill = {}
  ) {
    this.campaign = campaign
    // who gives monthly needs an account, to change it and to end it
    this.giving = guest ? { ...giving, monthly: false } : giving
    this.guest = guest
    this.#desk = desk
    this.visibility = visibility
    this.message = [...message].slice(0, MOST_MESSAGE).join('')
    this.method = giving.methods[0] ?? 'checkout'
    this.#propose(amount)
    this.#opened = this.#filled
  }

  get step() {
    return this.#step
  }
  /** Stored on the server, once it is. */
  get donation() {
    return this.#donation
  }
  /** Ways to pay that fit: what repeats by itself cannot be a transfer made by hand. */
  get methods(): readonly Method[] {
    return this.monthly ? this.giving.methods.filter((method) => method === 'checkout') : this.giving.methods
  }
  /** One may close the dialog without losing anything. */
  get untouched() {
    return this.#filled === this.#opened || this.#step === 'transfer' || this.#step === 'sent'
  }

  /** What the campaign gets; undefined while there is no amount. */
  get amount(): number | undefined {
    const suggested = this.campaign.suggestions[this.choice]
    if (suggested) return suggested.amount
    return parseMoney(this.own, this.campaign.currency) || undefined
  }
  /** What is wrong with the amount, in words; nothing as long as none was typed. */
  get wrong(): string | undefined {
    const { currency } = this.campaign
    if (this.amount !== undefined) return refusalOf(this.amount, this.total ?? 0, currency)
    return this.own.trim() ? `This is not an amount of ${currency}.` : undefined
  }
  /** Whether the fees can be covered: by hand there are none. */
  get hasFees() {
    const { percentBasisPoints, fixed } = this.giving.fees
    return this.#paysByCheckout && (percentBasisPoints > 0 || fixed > 0)
  }
  get feeCover(): number {
    return this.amount === undefined ? 0 : withFees(this.amount, this.giving.fees, this.campaign.currency) - this.amount
  }
  /** What is paid. */
  get total(): number | undefined {
    return this.amount === undefined ? undefined : this.amount + (this.coverFees && this.hasFees ? this.feeCover : 0)
  }
  get left() {
    return MOST_MESSAGE - [...this.message].length
  }

  next() {
    if (this.#step === 'amount') this.#step = 'about'
    else if (this.#step === 'about') {
      if (!this.methods.includes(this.method)) this.method = this.methods[0] ?? 'checkout'
      this.#step = 'pay'
    }
  }

  /** One step back; everything stays as it was filled in. */
  back() {
    if (this.#step === 'about') this.#step = 'amount'
    else if (this.#step === 'pay') this.#step = 'about'
  }

  /**
   * Stores the gift. The same gift keeps its id however often this is called, so it is never made twice; a changed one is another.
   * @returns where to pay; nothing when it is paid by hand, as `donation.bankTransfer` says
   * @throws {PublicError} it was refused @throws {AnotherSum} the server reckons otherwise
   */
  async pay(): Promise<string | undefined> {
    if (this.guest) return this.#invite()
    const donation = await this.#store()
    this.#donation = donation
    if (donation.total !== this.total) throw new AnotherSum()
    if (donation.bankTransfer) this.#step = 'transfer'
    return donation.checkoutUrl ?? undefined
  }

  /** What a guest wants to give is paid behind the link of a mail. */
  async #invite() {
    const { interval: _once, ...wanted } = this.#data()
    const body = { ...wanted, name: this.name.trim(), email: this.email.trim() }
    if (this.#isAnother(body)) this.#id = newId()
    await this.#desk.invite({ id: this.#id, ...body })
    this.#step = 'sent'
    return undefined
  }

  async #store(): Promise<Donation> {
    const body = this.#data()
    if (this.#isAnother(body)) {
      // what is not closed now, the server closes by itself
      await this.#desk.abandon(this.#id).catch(() => undefined)
      this.#id = newId()
    }
    const donation = await this.#desk.create({ id: this.#id, ...body })
    if (!DEAD.includes(donation.status)) return donation
    this.#id = newId()
    return this.#desk.create({ id: this.#id, ...body })
  }

  /** Whether something else was sent before. */
  #isAnother(body: object) {
    const said = JSON.stringify(body)
    const another = this.#sent !== '' && this.#sent !== said
    this.#sent = said
    return another
  }

  #data(): Omit<DonationData, 'id'> {
    return {
      campaignId: this.campaign.id,
      amount: this.amount ?? 0,
      currency: this.campaign.currency,
      coverFees: this.coverFees && this.hasFees,
      interval: this.monthly ? 'month' : 'once',
      visibility: this.visibility,
      message: this.message.trim(),
      provider: this.#paysByCheckout ? 'stripe' : 'offline'
    }
  }

  get #paysByCheckout() {
    return this.monthly || this.method === 'checkout'
  }

  get #filled() {
    const { choice, own, monthly, coverFees, message, visibility, name, email } = this
    return JSON.stringify([choice, own, monthly, coverFees, message, visibility, name, email])
  }

  /** The middle suggestion; an amount that none of them is, is one's own. */
  #propose(amount: number | undefined) {
    const { suggestions } = this.campaign
    if (amount === undefined) this.choice = suggestions.length > 0 ? Math.floor((suggestions.length - 1) / 2) : -1
    else {
      this.choice = suggestions.findIndex((suggestion) => suggestion.amount === amount)
      if (this.choice < 0) this.own = written(amount, this.campaign.exponent)
    }
  }
}
