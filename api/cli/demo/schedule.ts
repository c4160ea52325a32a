import type { Calendar } from './clock.ts'
import type { Dice } from './random.ts'
import type { Talk } from './talk.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
/** Two conversations of one room keep this distance. */
const APART = 20 * MINUTE

/** A message that has its time. */
export interface Said {
  room: string | number
  author: string
  text: string
  at: number
  replyTo?: Said
  editedAt?: number
  deletedAt?: number
}

/** Gives conversations their times and remembers when each room is busy. */
export class Schedule {
  readonly said: Said[] = []
  readonly #dice: Dice
  readonly #calendar: Calendar
  readonly #busy = new Map<string | number, { from: number; to: number }[]>()

  constructor(dice: Dice, calendar: Calendar) {
    this.#dice = dice
    this.#calendar = calendar
  }

  /** Conversations of one room at the times they ask for; one that would begin while another goes on waits for its end. */
  holdAll(room: string | number, talks: Talk[]) {
    const started = talks.map(({ when, lines }) => ({ start: this.#calendar.read(when), lines }))
    started.sort((a, b) => a.start - b.start)
    let free = 0
    for (const { start, lines } of started) {
      free = this.hold(room, Math.max(start, free) + this.#dice.between(0, MINUTE), lines) + APART
    }
  }

  /** One conversation from `start` on; returns when it ended. It is told faster if it would run past the end of the calendar. */
  hold(room: string | number, start: number, lines: Talk['lines']) {
    const waits = lines.map((line, index) => (index === 0 ? 0 : (line.pause ?? this.#pause(line, lines[index - 1]))))
    const length = waits.reduce((sum, wait) => sum + wait, 0)
    const pace = Math.min(1, Math.max(0, this.#calendar.end - start) / Math.max(length, 1))
    let at = start
    const told = lines.map((line, index): Said => {
      at += Math.round((waits[index] ?? 0) * pace)
      return { room, author: line.author, text: line.text, at: at + index }
    })
    lines.forEach((line, index) => this.#dress(told[index], line, told))
    this.said.push(...told)
    this.#busyIn(room).push({ from: start, to: at })
    return at
  }

  isFree(room: string | number, at: number) {
    return this.#busyIn(room).every(({ from, to }) => at < from - APART || at > to + APART)
  }

  #busyIn(room: string | number) {
    const spans = this.#busy.get(room) ?? []
    this.#busy.set(room, spans)
    return spans
  }

  /** How long somebody reads and types: a moment, sometimes a few minutes. */
  #pause(line: { author: string; text: string }, before: { author: string; text: string } | undefined) {
    const typing = Math.min(line.text.length * this.#dice.between(90, 170), 4 * MINUTE)
    if (line.author === before?.author) return 3 * SECOND + typing / 2
    const away = this.#dice.chance(0.14) ? this.#dice.between(60, 300) * SECOND : 0
    return this.#dice.between(7, 50) * SECOND + typing + away
  }

  /** Answers, edits and deletions. An answer is never to what is deleted by then: conversations are written so. */
  #dress(said: Said | undefined, line: Talk['lines'][number], told: Said[]) {
    if (!said) return
    if (line.replyTo !== undefined) said.replyTo = told[line.replyTo]
    const soon = (least: number, most: number) =>
      Math.min(said.at + this.#dice.between(least, most) * SECOND, this.#calendar.end)
    if (line.edited) said.editedAt = soon(15, 240)
    if (line.deleted) {
      said.deletedAt = soon(40, 900)
      said.text = ''
    }
  }
}
