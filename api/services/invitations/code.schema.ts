import { Type } from '@feathersjs/typebox'

/** 128 bit: nobody comes upon one by trying. */
export const InvitationCode = Type.String({ pattern: '^[\\w-]{22}$', reason: 'invite_expired' })

export const isInvitationCode = (value: unknown): value is string =>
  typeof value === 'string' && /^[\w-]{22}$/.test(value)
