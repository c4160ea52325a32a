import { describe, expect, test } from 'vitest'
import type { Actor, Place } from '../../api/policy.ts'

/** Somebody who has signed in, of this role; `ana` where nobody else is named. */
export const a = (role: Actor['role'], more: Partial<Actor> = {}): Actor => ({ userId: 'ana', role, ...more })
export const member = a('member')

/** The same person by a personal access token that may do only this. */
export const byToken = (actor: Actor, ...scopes: Actor['scopes'] & object): Actor => ({ ...actor, scopes })

type Room = NonNullable<Place['room']>
type Membership = NonNullable<Place['membership']>

/** A room, and the one who calls in it: as what, or not at all. */
export const at = (
  visibility: Room['visibility'],
  role?: Membership['role'],
  { room, membership }: { room?: Partial<Room>; membership?: Partial<Membership> } = {}
): Place => ({
  room: { id: 'room', visibility, archivedAt: null, ...room },
  ...(role && { membership: { userId: 'ana', roomId: 'room', role, ...membership } })
})

/** A rule as a sentence, what the policy says, and the question. The question waits for its test: it may be one that fails. */
export type Said = [sentence: string, verdict: unknown, ask: () => unknown]

export const rules = (name: string, said: Said[]) =>
  describe(name, () => {
    test.each(said)('%s', (_sentence, verdict, ask) => {
      expect(ask()).toEqual(verdict)
    })
  })
