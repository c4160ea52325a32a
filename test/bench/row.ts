/** A line of the table. */
export interface Row {
  what: string
  measured: string
  /** What is asked of it, and whether it is there. */
  asked?: string
  met?: boolean
}

/** A figure that must not be more, or less, than was asked. */
export const atMost = (what: string, value: number, most: number, show: (value: number) => string, more = ''): Row => ({
  what,
  measured: show(value) + more,
  asked: `≤ ${show(most)}`,
  met: value <= most
})
export const atLeast = (
  what: string,
  value: number,
  least: number,
  show: (value: number) => string,
  more = ''
): Row => ({
  what,
  measured: show(value) + more,
  asked: `≥ ${show(least)}`,
  met: value >= least
})
export const figure = (what: string, measured: string): Row => ({ what, measured })

/** How many times as much. */
export const times = (value: number) => `${value < 10 ? value.toFixed(2).replace(/0$/, '') : value.toFixed(0)} ×`

const FORMAT = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 })
export const count = (value: number) => FORMAT.format(value)
