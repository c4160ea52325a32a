import { signedIn, type Policy } from '../../policy.ts'
import type { PaymentCheckData } from './payment-checks.schema.ts'

/** Whether the gift is one's own, or one is a treasurer, the service looks up: what one may not see is 404. */
export const paymentCheckPolicy = { create: signedIn } satisfies Policy<PaymentCheckData>
