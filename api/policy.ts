/** Who calls. Rights in a room are not carried here: memberships are read when they are needed. */
export interface Actor {
  userId: string
  role: 'owner' | 'admin' | 'moderator' | 'treasurer' | 'member'
  /** The session that admitted the call; absent for calls that the server itself makes in somebody's name. */
  sessionId?: string
}

/** What a policy needs to know of a room and of the caller's own membership in it. */
export interface Place {
  room?: { id: string; visibility: 'public' | 'private' | 'direct'; archivedAt: number | null }
  membership?: { userId: string; roomId: string; role: 'owner' | 'moderator' | 'member' }
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

/** Keeps order in the community: owner, admins, moderators. */
export const isStaff = (actor: Actor) => ['owner', 'admin', 'moderator'].includes(actor.role)

/** Runs the community: owner and admins. */
export const isAdmin = (actor: Actor) => ['owner', 'admin'].includes(actor.role)

/** Keeps order in one room: its owners and moderators, and the community's staff who are in it. */
export const moderates = (actor: Actor, { membership }: Place) =>
  membership !== undefined && (isStaff(actor) || membership.role !== 'member')
