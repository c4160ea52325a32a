/** What can befall the database or the disk, as the outside is told of it. */
export interface Trouble {
  reason: 'busy' | 'database_unavailable' | 'storage_full'
  /** s */
  retryAfter: number
  /** It may well have passed a moment later: worth another try at once. What has waited long already is not. */
  passes: boolean
  /** Nothing of the transaction was kept, also when it befell the commit itself. Of a lost connection nobody knows. */
  undone: boolean
}

type Kind = readonly [reason: Trouble['reason'], retryAfter: number, more?: Partial<Pick<Trouble, 'passes' | 'undone'>>]

const CONFLICT: Kind = ['busy', 1, { passes: true, undone: true }]
const BUSY: Kind = ['busy', 2]
const CROWDED: Kind = ['busy', 2, { passes: true }]
const AWAY: Kind = ['database_unavailable', 2, { passes: true }]
const SILENT: Kind = ['database_unavailable', 2]
const BROKEN: Kind = ['database_unavailable', 5]
const FULL: Kind = ['storage_full', 10]

/** By SQLSTATE (https://www.postgresql.org/docs/current/errcodes-appendix.html), SQLite's result code, or errno. */
const BY_CODE: Record<string, Kind> = {
  '40001': CONFLICT, // serialization failure
  '40P01': CONFLICT, // deadlock: the other one went on
  '55P03': BUSY, // lock_timeout
  '57014': BUSY, // statement_timeout
  '25P03': BUSY, // idle in transaction
  '53000': BUSY,
  '53200': BUSY, // out of memory
  '53300': CROWDED, // too many connections
  '53100': FULL,
  '57P01': AWAY, // the administrator stops it
  '57P02': AWAY, // a crash of another session
  '57P03': AWAY, // it is starting
  '57P05': AWAY, // idle session
  '25006': BROKEN, // it has become a standby
  '58030': BROKEN, // its disk
  '28000': BROKEN,
  '28P01': BROKEN, // another password
  '3D000': BROKEN, // no such database
  ECONNREFUSED: AWAY,
  ECONNRESET: AWAY,
  EPIPE: AWAY,
  ETIMEDOUT: SILENT,
  EHOSTUNREACH: AWAY,
  ENETUNREACH: AWAY,
  ENOTFOUND: AWAY,
  EAI_AGAIN: AWAY,
  SQLITE_BUSY: BUSY, // after busy_timeout
  SQLITE_LOCKED: BUSY,
  SQLITE_PROTOCOL: CROWDED,
  SQLITE_NOMEM: BUSY,
  EMFILE: BUSY,
  ENFILE: BUSY,
  SQLITE_FULL: FULL,
  ENOSPC: FULL,
  EDQUOT: FULL,
  SQLITE_IOERR: BROKEN,
  SQLITE_CANTOPEN: BROKEN,
  EIO: BROKEN,
  EROFS: BROKEN
}

/** What pg and knex say without a code. */
const BY_TEXT: readonly [RegExp, Kind][] = [
  [/Timeout acquiring a connection|operation timed out for an unknown reason/, BUSY],
  [/timeout expired|said nothing/, SILENT],
  [/Connection terminated|is not queryable/, AWAY],
  [/Unable to acquire a connection/, BROKEN]
]

/** Feathers' adapter hides the driver's error in its own. */
const KNEX_ERROR = Symbol.for('@feathersjs/knex/error')
export const driverError = (error: unknown): unknown =>
  (error as Record<symbol, unknown> | null | undefined)?.[KNEX_ERROR] ?? error

/** The trouble behind an error of a driver; undefined when it is none: a constraint, or a mistake of ours. */
export const troubleOf = (error: unknown): Trouble | undefined => {
  const { code, message } = (driverError(error) ?? {}) as { code?: unknown; message?: unknown }
  const kind = byCode(code) ?? (typeof message === 'string' ? byText(message) : undefined)
  if (!kind) return undefined
  const [reason, retryAfter, more] = kind
  return { reason, retryAfter, passes: false, undone: false, ...more }
}

const byCode = (code: unknown) => {
  if (typeof code !== 'string') return undefined
  // class 08: connection exceptions
  return Object.hasOwn(BY_CODE, code) ? BY_CODE[code] : /^08...$/.test(code) ? AWAY : undefined
}

const byText = (message: string) => BY_TEXT.find(([pattern]) => pattern.test(message))?.[1]

/** For what may wait until the trouble is over: noting that somebody was here must not keep them from reading. */
export const evenInTrouble = (error: unknown) => {
  if (!troubleOf(error)) throw error
  return undefined
}

/** How long one kind of trouble is told once for all calls that have it (ms). */
const NEWS = 30_000
const toldAt = new Map<Trouble['reason'], number>()

/** Whether this is trouble that the log has not heard of lately. That it is busy is not for the log. */
export const isNews = (error: unknown, now = Date.now()) => {
  const reason = troubleOf(error)?.reason
  if (!reason || reason === 'busy' || now - (toldAt.get(reason) ?? -NEWS) < NEWS) return false
  toldAt.set(reason, now)
  return true
}
