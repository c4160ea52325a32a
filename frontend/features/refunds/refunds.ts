import { newId, type RefundData } from '$sdk'
import { client } from '../../lib/api.ts'

/** A refund that is asked for again is the same one: `id` is made when the dialog opens. */
export const newRefundId = () => newId()

/** @throws {PublicError} `step_up_required` */
export const refund = (data: RefundData) => client.service('refunds').create(data)
