const formats = new Map<string, Intl.DateTimeFormat>()

/** Making a formatter is slow, using one is fast: each is made once. */
const format = (options: Intl.DateTimeFormatOptions) => {
  const key = JSON.stringify(options)
  let made = formats.get(key)
  if (!made) formats.set(key, (made = new Intl.DateTimeFormat(undefined, options)))
  return made
}

const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' })
const midnight = (at: number) => new Date(at).setHours(0, 0, 0, 0)
const DAY = 86_400_000

/** Days between two times in the person's own calendar: 0 today, -1 yesterday. All times are ms since 1970. */
export const daysFrom = (at: number, now = Date.now()) => Math.round((midnight(at) - midnight(now)) / DAY)

export const sameDay = (a: number, b: number) => midnight(a) === midnight(b)

/** "9:12" */
export const clock = (at: number) => format({ timeStyle: 'short' }).format(at)

/** "Saturday, 22 November 2025 at 9:12", for tooltips. */
export const moment = (at: number) => format({ dateStyle: 'full', timeStyle: 'short' }).format(at)

/** "22 Nov 2025" */
export const date = (at: number) => format({ dateStyle: 'medium' }).format(at)

/** "Nov" or "November 2025" */
export const monthName = (at: number, length: 'short' | 'long') =>
  format(length === 'short' ? { month: 'short' } : { month: 'long', year: 'numeric' }).format(at)

/** "Today", "Yesterday", the weekday within a week, then the date. */
export const day = (at: number, now = Date.now()) => {
  const days = daysFrom(at, now)
  if (days === 0 || days === -1) return capital(relative.format(days, 'day'))
  if (days < 0 && days > -7) return capital(format({ weekday: 'long' }).format(at))
  return date(at)
}

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 365 * DAY],
  ['month', 30 * DAY],
  ['day', DAY],
  ['hour', DAY / 24],
  ['minute', DAY / 1440]
]

/** "now", "3 minutes ago", "2 months ago" */
export const ago = (at: number, now = Date.now()) => {
  const [unit, ms] = STEPS.find(([, length]) => now - at >= length) ?? ['minute', Infinity]
  return ms === Infinity ? 'just now' : relative.format(-Math.floor((now - at) / ms), unit)
}

/** "Supporter for 8 months" */
export const supporterFor = (since: number, now = Date.now()) => {
  const months = Math.floor((now - since) / (30.44 * DAY))
  return months > 0 ? `Supporter for ${months} month${months > 1 ? 's' : ''}` : 'New supporter'
}

/** The time on the wall in `timeZone` (IANA name), and whether it is day there. Undefined for a zone nobody knows. */
export const localTime = (timeZone: string, now = Date.now()) => {
  try {
    const hour = Number(format({ hour: 'numeric', hourCycle: 'h23', timeZone }).format(now))
    return { text: format({ timeStyle: 'short', timeZone }).format(now), isDay: hour >= 7 && hour < 20 }
  } catch {
    return undefined
  }
}

const capital = (text: string) => text.charAt(0).toLocaleUpperCase() + text.slice(1)
