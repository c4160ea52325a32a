/** One message of a conversation, before it has a time. */
export interface Line {
  author: string
  text: string
  /** index of the line it answers */
  replyTo?: number
  /** ms since the line before; otherwise as long as typing takes */
  pause?: number
  edited: boolean
  deleted: boolean
}

export interface Talk {
  /** see Calendar.read */
  when: string
  lines: Line[]
}

/** A room of a few people: who they are, how much the owner has not read, what they say. */
export interface Direct {
  members: string[]
  ownerUnread?: number
  talks: Talk[]
}

const LINE = /^([a-z]+)((?: (?:>\d+|\+\d+[smh]|\*|x))*): ([^]+)$/
const UNITS = { s: 1000, m: 60_000, h: 3_600_000 }

/**
 * A conversation written down like a script: `mina: text`. After the name may stand `>2` (answers line 2, counted from 0),
 * `+20m` (so long after the line before; s, m or h), `*` (edited later), `x` (deleted later).
 */
export const talk = (when: string, script: string[]): Talk => ({ when, lines: script.map(readLine) })

export const readLine = (written: string): Line => {
  const [, author, marks = '', text] = LINE.exec(written) ?? []
  if (!author || !text) throw new Error(`Not a line of a conversation: ${written}`)
  const line: Line = { author, text, edited: marks.includes(' *'), deleted: marks.includes(' x') }
  const reply = />(\d+)/.exec(marks)
  if (reply) line.replyTo = Number(reply[1])
  const pause = /\+(\d+)([smh])/.exec(marks)
  if (pause) line.pause = Number(pause[1]) * UNITS[pause[2] as keyof typeof UNITS]
  return line
}
