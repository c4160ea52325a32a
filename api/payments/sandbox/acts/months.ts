/** `count` months after `start` (ms), on the same day where the month has it, else on its last (UTC). */
export const monthsAfter = (start: number, count: number) => {
  const date = new Date(start)
  const first = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + count, 1)
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + count + 1, 0)).getUTCDate()
  const ofDay = start - Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate())
  return first + (Math.min(date.getUTCDate(), lastDay) - 1) * 24 * 3600_000 + ofDay
}
