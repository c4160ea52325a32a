import type { Membership } from './memberships.schema.ts'

/** A membership as others see it: how far somebody has read, and what they want to be told, is their own affair. */
export const outward = ({ readSeq: _readSeq, notify: _notify, ...shown }: Membership): Membership => shown
