import { newId, type Donation, type OfflineGiftData } from '$sdk'
import { client } from '../../lib/api.ts'

/** Recording it again with the same id is safe. */
export const newGiftId = () => newId()

/** @throws {PublicError} */
export const record = (data: OfflineGiftData) => client.service('offline-gifts').create(data)

/** The transfer that somebody announced is on the account. @throws {PublicError} */
export const hasArrived = ({ id }: Donation) => record({ donationId: id, method: 'bank_transfer' })
