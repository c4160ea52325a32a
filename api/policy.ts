/** What a personal access token may be given. */
export const SCOPES = ['read', 'write', 'moderate', 'donations'] as const
export type Scope = (typeof SCOPES)[number]

/** What a call asks of a token: one of its scopes, or that it is none at all but somebody signed in by themselves. */
export type Need = Scope | 'session'

/** Who calls. Rights in a room are not carried here: memberships are read when they are needed. */
export interface Actor {
  userId: string
  role: 'owner' | 'admin' | 'moderator' | 'treasurer' | 'member'
  /** The session that admitted the call; absent for calls that the server itself makes in somebody's name. */
  sessionId?: string
  /** Of a personal access token: all that it may do. Absent for somebody who signed in. */
  scopes?: Scope[]
  /** The e-mail address is still to be confirmed, and this server can send mail. */
  unverified?: true
  /** Until then nothing may be written anywhere (ms since 1970). */
  mutedUntil?: number | null
  /** When the session last proved who it is (ms since 1970). */
  confirmedAt?: number
}

/** What a policy needs to know of a room and of the caller's own membership in it. */
export interface Place {
  room?: {
    id: string
    visibility: 'public' | 'private' | 'direct'
    archivedAt: number | null
    posting?: 'members' | 'moderators'
  }
  membership?: {
    userId: string
    roomId: string
    role: 'owner' | 'moderator' | 'member'
    mutedUntil?: number | null
  }
}

/**
 * Whether `actor` may do something to `record` (for `create` the record to be made; for `find` none).
 * `data` is what a `patch` would change. Answers true, or why not: a stable snake_case word.
 */
export type Rule<T, D = Partial<T>> = (actor: Actor, record: T, place: Place, data: D) => true | string

/** One rule a method. A method without a rule cannot be called from outside, and the server does not start with it. */
export type Policy<T, D = Partial<T>> = Partial<Record<string, Rule<T, D>>>

/** Everybody who is signed in. What they then see is narrowed by the service's scope. */
export const signedIn = (): true => true

/** Everybody, also without an account. The only rule that is asked without an actor. */
export const anyone = (): true => true

/** Whether the call's credential reaches so far: a token does what it was made for, a sign-in everything. */
export const holds = ({ scopes }: Actor, need: Need) => !scopes || (need !== 'session' && scopes.includes(need))

const isOneOf = (actor: Actor, ...roles: Actor['role'][]) => roles.includes(actor.role) && holds(actor, 'moderate')

/** Keeps order in the community: owner, admins, moderators. */
export const isStaff = (actor: Actor) => isOneOf(actor, 'owner', 'admin', 'moderator')

/** Runs the community: owner and admins. */
export const isAdmin = (actor: Actor) => isOneOf(actor, 'owner', 'admin')

/** Whom the community belongs to. */
export const isOwner = (actor: Actor) => isOneOf(actor, 'owner')

/** Keeps the books: the owner and treasurers. A token needs its own scope for money. */
export const isTreasurer = (actor: Actor) =>
  (actor.role === 'owner' || actor.role === 'treasurer') && holds(actor, 'donations')

/** Keeps order in one room: its owners and moderators, and the community's staff who are in it. */
export const moderates = (actor: Actor, { membership }: Place) =>
  membership !== undefined && (isStaff(actor) || (membership.role !== 'member' && holds(actor, 'moderate')))
