/** A whole community as plain data: what the demo command writes into an empty database. All times are ms since 1970, UTC. */
export interface Demo {
  community: { name: string; purpose: string; hue: number }
  people: DemoPerson[]
  rooms: DemoRoom[]
  directs: DemoDirect[]
  /** By time; `replyTo` is an index into this list. */
  messages: DemoMessage[]
}

export interface DemoPerson {
  handle: string
  displayName: string
  email: string
  role: 'owner' | 'admin' | 'moderator' | 'treasurer' | 'member'
  bio: string
  pronouns: string
  /** IANA name */
  timezone: string | null
  links: string[]
  /** twelfth of the colour circle, 0 to 11 */
  hue: number
  joinedAt: number
}

export interface DemoMember {
  handle: string
  role: 'owner' | 'moderator' | 'member'
  joinedAt: number
  /** How many of the newest messages this person has not read. */
  unread: number
}

export interface DemoRoom {
  slug: string
  name: string
  topic: string
  visibility: 'public' | 'private'
  members: DemoMember[]
  /** handle of the person who made it */
  createdBy: string
  createdAt: number
}

export interface DemoDirect {
  members: DemoMember[]
  createdAt: number
}

export interface DemoMessage {
  /** slug of a room, or index of a direct room */
  room: string | number
  /** handle */
  author: string
  /** '' when deleted */
  text: string
  at: number
  replyTo?: number
  editedAt?: number
  deletedAt?: number
}
