/**
 * What Hearth asks of a payment provider. Everything that is a provider's own way ends behind this interface: amounts are minor
 * units by ISO 4217 here, whatever the provider counts in.
 */
export interface PaymentProvider {
  readonly name: 'stripe' | 'offline'
  /** No real money moves: the sandbox, or a provider's test mode. */
  readonly test: boolean
  readonly capabilities: Capabilities
  /** Opens a checkout. Repeating a call with one order answers the first one. @throws {ProviderError} */
  createCheckout(order: CheckoutOrder): Promise<{ ref: string; url: string }>
  /** How a gift stands at the provider: the truth, whatever an event said. @throws {ProviderError} */
  fetch(refs: Refs): Promise<Snapshot>
  /** Closes a checkout that nobody has paid. One that is closed already stays so. @throws {ProviderError} */
  expire(checkoutRef: string): Promise<void>
  /** Reads a notice of the provider from its raw bytes. @throws {BadSignature} */
  parseWebhook(raw: Buffer, headers: Record<string, string | string[] | undefined>): Promise<ProviderEvent>
  /** Gives money back. Repeating a call with one `refundId` answers the first one. @throws {ProviderError} */
  refund(order: RefundOrder): Promise<RefundState>
  /** What has happened since then (ms since 1970), also what no notice told of, the oldest first. @throws {ProviderError} */
  listChanges(since: number): AsyncIterable<ProviderEvent>
  /** @throws {ProviderError} */
  fetchSubscription(ref: string): Promise<SubscriptionState>
  /** @throws {ProviderError} */
  changeSubscription(ref: string, change: SubscriptionChange): Promise<SubscriptionState>
}

export interface Capabilities {
  checkout: boolean
  monthly: boolean
  refunds: 'none' | 'full' | 'partial'
  /** What the provider is expected to keep of a payment: only for telling donors who want to cover it. */
  fees: { percentBasisPoints: number; fixed: number }
}

export interface CheckoutOrder {
  donationId: string
  /** Minor units, fees that are covered included. */
  total: number
  currency: string
  interval: 'once' | 'month'
  title: string
  email?: string | undefined
  /** Where the donor comes back to. */
  successUrl: string
  cancelUrl: string
  createdAt: number
}

/** What a gift is called at the provider; at least one of them. */
export interface Refs {
  checkoutRef?: string | null
  paymentRef?: string | null
  invoiceRef?: string | null
  subscriptionRef?: string | null
  donationId?: string | null
}

export interface ProviderEvent extends Refs {
  id: string
  type: string
  test: boolean
  createdAt: number
  /** A payment was tried and declined. */
  declined?: boolean
}

/** A gift as the provider has it. Amounts are minor units. */
export interface Snapshot {
  state: 'open' | 'processing' | 'paid' | 'failed' | 'expired'
  test: boolean
  total: number
  currency: string
  /** The gift that the provider was told of; another one would be a mix-up. */
  donationId: string | null
  paymentRef: string | null
  invoiceRef: string | null
  subscriptionRef: string | null
  method: string | null
  fee: number | null
  refunds: RefundState[]
  disputes: DisputeState[]
}

export interface RefundState {
  ref: string
  /** Our row, where it was asked for here. */
  refundId: string | null
  amount: number
  status: 'pending' | 'succeeded' | 'failed'
}

export interface DisputeState {
  ref: string
  amount: number
  reason: string
  /** `inquiry`: a question only, no money has moved. */
  status: 'inquiry' | 'needs_response' | 'under_review' | 'won' | 'lost'
  dueAt: number | null
  createdAt: number
  /** What the provider takes for it, whoever is right; minor units. */
  fee: number
}

export interface RefundOrder {
  refundId: string
  paymentRef: string
  amount: number
  currency: string
}

export interface SubscriptionState {
  ref: string
  status: 'incomplete' | 'active' | 'past_due' | 'paused' | 'canceled'
  total: number
  currency: string
  currentPeriodEnd: number | null
}

export type SubscriptionChange = { status: 'active' | 'paused' | 'canceled' } | { total: number; currency: string }

/** The provider did not do it. `kind` says what that means for the caller. */
export class ProviderError extends Error {
  override name = 'ProviderError'
  readonly kind: 'unavailable' | 'refused' | 'amount'
  constructor(kind: ProviderError['kind'], message: string) {
    super(message)
    this.kind = kind
  }
}

/** A notice that does not come from the provider, is too old, or was changed on its way. */
export class BadSignature extends Error {
  override name = 'BadSignature'
}
