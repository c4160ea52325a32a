/** Where the garden lies: people write by its daylight. */
const ZONE = 'Europe/Berlin'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const WAKING = { from: 7 * 60, to: 23 * 60 }
const LAST_WORD = 22 * 60 + 40
const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

const wall = new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, dateStyle: 'short', timeStyle: 'medium' })

/** The garden's wall clock at an instant, written as if it were UTC. */
const wallTime = (at: number) => {
  const parts = wall.formatToParts(at)
  const part = (type: string) => Number(parts.find((each) => each.type === type)?.value)
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'))
}

/** The garden's calendar as seen at `now`: turns wall-clock times into instants. Days are numbered since 1970. */
export class Calendar {
  /** The newest moment at which somebody may have written: shortly before now, or last evening when it is night. */
  readonly end: number
  readonly today: number
  #offsets = new Map<number, number>()

  constructor(now: number) {
    const { day, minute } = split(wallTime(now))
    const awake = minute >= WAKING.from && minute < WAKING.to
    this.today = minute < WAKING.from ? day - 1 : day
    this.end = awake ? now - 4 * MINUTE : this.at(this.today, LAST_WORD)
  }

  /** The instant of a minute of a day. An hour wrong at most, in the one night in which the clocks change. */
  at(day: number, minute: number) {
    let offset = this.#offsets.get(day)
    if (offset === undefined) {
      const noon = day * DAY + DAY / 2
      offset = wallTime(noon) - noon
      this.#offsets.set(day, offset)
    }
    return day * DAY + minute * MINUTE - offset
  }

  /**
   * Reads `w-3 sat 09:12` (Saturday three weeks back; this week is 0), `12d 20:40` (twelve days ago), `45m` or `3h` (before the
   * end; moved into the evening before when that falls into the night).
   */
  read(when: string) {
    const ago = /^(\d+)([mh])$/.exec(when)
    if (ago) {
      const at = this.end - Number(ago[1]) * (ago[2] === 'h' ? 60 : 1) * MINUTE
      return this.minuteOf(at) < WAKING.from ? at - 9 * 60 * MINUTE : at
    }
    const dated = /^(?:w-(\d) (\w{3})|(\d+)d) (\d\d):(\d\d)$/.exec(when)
    if (!dated) throw new Error(`Not a time: ${when}`)
    const [, weeks, name = '', days, hours, minutes] = dated
    const day = days ? this.today - Number(days) : this.#monday() - 7 * Number(weeks) + WEEKDAYS.indexOf(name)
    return this.at(day, Number(hours) * 60 + Number(minutes))
  }

  /** Minutes since the garden's midnight. */
  minuteOf(at: number) {
    return split(wallTime(at)).minute
  }

  /** 'mon' to 'sun' */
  weekdayOf(day: number) {
    return WEEKDAYS[weekday(day)] ?? ''
  }

  #monday() {
    return this.today - weekday(this.today)
  }
}

const split = (wallTime: number) => ({ day: Math.floor(wallTime / DAY), minute: Math.floor((wallTime % DAY) / MINUTE) })

/** 0 is Monday; day 0 was a Thursday. */
const weekday = (day: number) => (day + 3) % 7
