import { formatMoney, type Refund } from '$sdk'

const STATUS: Record<Refund['status'], string> = {
  requested: 'is asked for',
  pending: 'is on its way back',
  succeeded: 'given back',
  failed: 'could not be given back'
}

/** Without a name it was made at the provider. */
export const refundInWords = ({ amount, currency, reason, status }: Refund, by: string | undefined) =>
  `${formatMoney(amount, currency)} ${STATUS[status]}, by ${by ?? 'the payment provider'}: ${reason}`
