import type { Absence, Deed, Seen, Shown, Sight } from './history.ts'

/** `lost`, `doubled`, `disorder`, `leak`: the four promises. `ghost`: told before it was durable. The others are limits. */
export type Kind = 'lost' | 'doubled' | 'disorder' | 'leak' | 'ghost' | 'incomplete' | 'late' | 'refused'

export interface Violation {
  kind: Kind
  what: string
}

/** What is compared when a run is over. */
export interface Evidence {
  deeds: readonly Deed[]
  sights: readonly Sight[]
  absences: readonly Absence[]
  shown: readonly Shown[]
  /** All rows of the table, in any order, and the head of each room. */
  stored: readonly Seen[]
  heads: readonly { id: string; lastSeq: number; lastRev: number }[]
}

/** Compares every answer, every window and everything that was heard with what is stored. Nothing, if all is well. */
export const violationsOf = (evidence: Evidence): Violation[] => {
  const byId = new Map(evidence.stored.map((row) => [row.id, row]))
  return [
    ...lost(evidence, byId),
    ...doubled(evidence),
    ...unsent(evidence),
    ...disorder(evidence, byId),
    ...ghosts(evidence, byId),
    ...windows(evidence),
    ...leaks(evidence)
  ]
}

type ById = Map<string, Seen>
const short = ({ id, seq, rev }: Seen) => `${id} (seq ${seq}, rev ${rev})`

/** Every acknowledged deed is in the table; of several on one message the last one. */
const lost = ({ deeds }: Evidence, byId: ById): Violation[] => {
  const last = new Map<string, Deed>()
  for (const deed of deeds) if (!deed.refused) last.set(deed.id, deed)
  return deeds.flatMap((deed): Violation[] => {
    if (!deed.done) return []
    const row = byId.get(deed.id)
    if (!row) return [{ kind: 'lost', what: `${deed.kind} ${deed.id} was acknowledged and is not stored` }]
    // what came after it, or may have come, has changed the row
    if (last.get(deed.id) !== deed) return []
    const holds = deed.kind === 'unsay' ? row.deletedAt !== null : row.text === deed.text
    return holds ? [] : [{ kind: 'lost', what: `${deed.kind} of ${short(row)} was acknowledged and is not stored` }]
  })
}

/** No id twice, and nothing that was said once is there twice under another id. */
const doubled = ({ stored, deeds }: Evidence): Violation[] => {
  const said = new Set(deeds.filter(({ kind }) => kind === 'say').map(({ text }) => text))
  const texts = stored.filter(({ text }) => said.has(text)).map(({ text }) => text)
  return [...twice(stored.map(({ id }) => id)), ...twice(texts)].map((what) => ({
    kind: 'doubled',
    what: `"${what}" is stored twice`
  }))
}

/** Nothing is stored that nobody sent. */
const unsent = ({ stored, deeds }: Evidence): Violation[] => {
  const sent = new Set(deeds.map(({ id }) => id))
  return stored
    .filter(({ id }) => !sent.has(id))
    .map((row) => ({ kind: 'ghost', what: `${short(row)} is stored and nobody sent it` }))
}

/** Places without gaps, changes without repetition, and every acknowledgement names the place where the message stands. */
const disorder = ({ deeds, stored, heads }: Evidence, byId: ById): Violation[] => {
  const found: string[] = []
  for (const { id, lastSeq, lastRev } of heads) {
    const rows = stored.filter(({ roomId }) => roomId === id).sort((a, b) => a.seq - b.seq)
    const gap = rows.findIndex(({ seq }, i) => seq !== i + 1)
    if (gap >= 0) found.push(`place ${gap + 1} of room ${id} is held by ${short(rows[gap] as Seen)}`)
    if (lastSeq !== rows.length) found.push(`room ${id} counts ${lastSeq} messages and has ${rows.length}`)
    for (const rev of twice(rows.map((row) => row.rev))) found.push(`change ${rev} of room ${id} was given twice`)
    if (rows.some(({ rev }) => rev > lastRev)) found.push(`room ${id} counts ${lastRev} changes and has more`)
  }
  for (const { id, done } of deeds) {
    const row = byId.get(id)
    if (done && row && row.seq !== done.answer.seq)
      found.push(`${short(row)} was acknowledged at place ${done.answer.seq}`)
  }
  return found.map((what) => ({ kind: 'disorder', what }))
}

/** Whatever anybody heard is stored, and nobody heard the same change of a room differently. */
const ghosts = ({ sights }: Evidence, byId: ById): Violation[] => {
  const changes = new Map<string, Seen>()
  return sights.flatMap(({ who, message }): Violation[] => {
    const row = byId.get(message.id)
    if (!row) return [{ kind: 'ghost', what: `${who} saw ${short(message)}, which is not stored` }]
    if (message.rev > row.rev) return [{ kind: 'ghost', what: `${who} saw ${short(message)}, stored is ${short(row)}` }]
    const key = `${message.roomId} ${message.rev}`
    const other = changes.get(key) ?? message
    changes.set(key, other)
    return same(other, message) ? [] : [{ kind: 'disorder', what: `${short(message)} was heard in two ways` }]
  })
}

/** Every window shows what the table holds, in its order. */
const windows = ({ shown, stored }: Evidence): Violation[] =>
  shown.flatMap(({ who, roomId, rows }) => {
    const truth = stored.filter((row) => row.roomId === roomId).sort((a, b) => a.seq - b.seq)
    const ids = new Set(rows.map(({ id }) => id))
    const missing = truth.filter(({ id }) => !ids.has(id))
    const found: Violation[] = []
    if (missing.length > 0)
      found.push({ kind: 'incomplete', what: `${who} misses ${missing.length}, first ${short(missing[0] as Seen)}` })
    for (const id of twice(rows.map((row) => row.id))) found.push({ kind: 'doubled', what: `${who} shows ${id} twice` })
    if (found.length > 0) return found
    const wrong = rows.findIndex((row, i) => truth[i]?.id !== row.id)
    if (wrong >= 0)
      return [{ kind: 'disorder', what: `${who} shows ${short(rows[wrong] as Seen)} at place ${wrong + 1}` }]
    const stale = rows.find((row, i) => !same(row, truth[i] as Seen))
    return stale ? [{ kind: 'incomplete', what: `${who} shows an old state of ${short(stale)}` }] : []
  })

/** Nobody saw, while they had no right to a room, what was sent to it in that time. */
const leaks = ({ sights, absences, deeds }: Evidence): Violation[] => {
  const version = ({ id, text }: Pick<Seen, 'id' | 'text'>) => `${id} ${text}`
  const begun = new Map(deeds.map((deed) => [version(deed), deed.at]))
  return sights.flatMap(({ who, at, message }): Violation[] => {
    const away = absences.find(
      (one) => one.who === who && one.roomId === message.roomId && one.from <= at && at <= one.to
    )
    const sent = begun.get(version(message))
    if (!away || sent === undefined || sent < away.from) return []
    return [{ kind: 'leak', what: `${who} saw ${short(message)} without a right to its room` }]
  })
}

const same = (a: Seen, b: Seen) =>
  a.id === b.id && a.seq === b.seq && a.rev === b.rev && a.text === b.text && a.deletedAt === b.deletedAt

/** The values that occur more than once, each once. */
const twice = <T>(values: readonly T[]): T[] => {
  const once = new Set<T>()
  const again = new Set<T>()
  for (const value of values) (once.has(value) ? again : once).add(value)
  return [...again]
}
