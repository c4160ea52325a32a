import type { Message } from '../../api/client.ts'

/** What the checker compares of a message: here as it was answered, heard, shown or stored. */
export type Seen = Pick<Message, 'id' | 'roomId' | 'userId' | 'seq' | 'rev' | 'text' | 'deletedAt'>

/** Something that a writer did to a message, with its end. Times are ms of one clock, that of this process. */
export interface Deed {
  kind: 'say' | 'edit' | 'unsay'
  id: string
  roomId: string
  userId: string
  text: string
  /** When it was first sent. */
  at: number
  /** How often it was sent. */
  tries: number
  /** The answer; without one, nobody knows whether it happened. */
  done?: { at: number; answer: Seen }
  /** Refused for good, with the reason. */
  refused?: string
}

/** A message that reached somebody. */
export interface Sight {
  who: string
  by: 'event' | 'answer'
  at: number
  message: Seen
}

/** From one moment to another somebody had no right to a room. It is surely gone at `from`, and surely not yet back at `to`. */
export interface Absence {
  who: string
  roomId: string
  from: number
  to: number
}

/** An error that a server answered. */
export interface Trouble {
  at: number
  code: number
  reason: string
}

/** What somebody's window shows of a room at the end. */
export interface Shown {
  who: string
  roomId: string
  rows: readonly Seen[]
}

/** Everything that happened in one run. */
export class History {
  readonly deeds: Deed[] = []
  readonly sights: Sight[] = []
  readonly absences: Absence[] = []
  readonly troubles: Trouble[] = []
  /** What else was acknowledged and is gone. */
  readonly losses: string[] = []
  /** Newest change of each room that anybody had acknowledged. */
  readonly heads = new Map<string, number>()

  begin(deed: Omit<Deed, 'at' | 'tries'>): Deed {
    const begun: Deed = { ...deed, at: performance.now(), tries: 0 }
    this.deeds.push(begun)
    return begun
  }

  answer(deed: Deed, answer: Seen) {
    deed.done = { at: performance.now(), answer: seen(answer) }
    this.heads.set(answer.roomId, Math.max(this.heads.get(answer.roomId) ?? 0, answer.rev))
  }

  sight(who: string, by: Sight['by'], message: Seen) {
    this.sights.push({ who, by, at: performance.now(), message: seen(message) })
  }

  trouble(code: number, reason: string) {
    this.troubles.push({ at: performance.now(), code, reason })
  }

  get messages() {
    return this.deeds.filter(({ kind, done }) => kind === 'say' && done).length
  }
}

const seen = ({ id, roomId, userId, seq, rev, text, deletedAt }: Seen): Seen => ({
  ...{ id, roomId, userId: userId, seq, rev, text, deletedAt }
})
