import type { Campaign, Donation, GuestVisit, GuestVisitData } from '$sdk'
import { get, post } from '../../lib/http.ts'
import { Given } from './given.svelte.ts'
import { forgetGuestKey } from './guest-keys.ts'

/** A gift without an account, opened by the link of its mail. Guests have no socket: it is asked about by plain HTTP. */
export class GuestGiven extends Given {
  #visit = $state.raw<GuestVisit>()
  readonly #key: string

  constructor(id: string, key: string) {
    super(id)
    this.#key = key
  }

  /** Nothing is stored yet but what was asked for. */
  get isAhead() {
    return this.#visit?.begun === false
  }
  get papers() {
    return this.#visit?.papers ?? []
  }

  /** @returns where to pay; nothing where it is paid by hand, or paid already @throws {PublicError} */
  async begin(): Promise<string | undefined> {
    return (await this.#go({ act: 'begin' })).checkoutUrl ?? undefined
  }

  /** @throws {PublicError} */
  override async show(visibility: Donation['visibility']) {
    await this.#go({ visibility })
  }

  /** Has it given back, where that was offered. @throws {PublicError} */
  async haveBack() {
    await this.#go({ act: 'have_back' })
  }

  /** Takes it into the account one is signed in to; from then on it is found there. @throws {PublicError} */
  async claim() {
    await this.#go({ act: 'claim' })
    forgetGuestKey(this.id)
  }

  protected override get waits() {
    return super.waits && !this.isAhead
  }

  protected override check(canceled: boolean) {
    return this.#visited(canceled && !this.isAhead ? { act: 'cancel' } : {})
  }

  protected override findCampaign(id: string): Promise<Campaign> {
    return get(`/api/campaigns/${id}`)
  }

  async #go(wish: Partial<GuestVisitData>) {
    const donation = await this.#visited(wish)
    this.take(donation)
    return donation
  }

  async #visited(wish: Partial<GuestVisitData>) {
    this.#visit = await post<GuestVisit>('/api/guest-visits', { donationId: this.id, token: this.#key, ...wish })
    return this.#visit.donation
  }
}
