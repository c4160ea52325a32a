import type { Application } from '../declarations.ts'

const DAY = 24 * 3600_000

/** Throws away what nobody needs any more: nothing that is personal is kept longer than it is of use. */
export const sweep = async (app: Application) => {
  const now = Date.now()
  const { transaction } = app.get('database')
  await transaction(async (trx) => {
    await trx('challenges').where('expiresAt', '<', now).delete()
    await trx('links')
      .where('expiresAt', '<', now - DAY)
      .delete()
    await trx('guestGifts').where('expiresAt', '<', now).delete()
    // guests who did not pay in the end
    await trx('donations')
      .whereNotNull('donorEmail')
      .whereIn('status', ['failed', 'expired', 'canceled'])
      .where('createdAt', '<', now - 30 * DAY)
      .update({ donorEmail: null, donorName: null, message: '' })
    await trx('letters')
      .whereNotNull('sentAt')
      .where('sentAt', '<', now - 30 * DAY)
      .delete()
    await trx('letters')
      .where('createdAt', '<', now - 90 * DAY)
      .delete()
    await trx('sessions')
      .where('expiresAt', '<', now - 30 * DAY)
      .delete()
    await trx('sessions')
      .where('revokedAt', '<', now - 30 * DAY)
      .delete()
  })
  if (!app.get('mail').configured) return
  // accounts whose mail was never opened, and those that stood in for an address that was known already
  await transaction((trx) =>
    trx('users')
      .where({ admittedAt: null, emailVerifiedAt: null, status: 'active' })
      .where('createdAt', '<', now - 7 * DAY)
      .delete()
  )
}
