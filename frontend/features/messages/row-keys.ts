const rowsIn = (log: Element) => [...log.querySelectorAll<HTMLElement>('[data-row]')]

/** Where an arrow leads to: from the log itself to its last row. */
const next = (log: Element, row: HTMLElement | null, step: number) => {
  const rows = rowsIn(log)
  return row ? rows[rows.indexOf(row) + step] : rows.at(-1)
}

/**
 * Keys of the log: the arrows go from message to message; E, C, M and Delete press the buttons of its bar.
 * Keys pressed in something inside a message are left alone.
 */
export const rowKeys = (event: KeyboardEvent) => {
  const log = event.currentTarget as HTMLElement
  const target = event.target as HTMLElement
  const row = target.closest<HTMLElement>('[data-row]')
  if (event.ctrlKey || event.metaKey || event.altKey || (target !== log && target !== row)) return
  if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
    event.preventDefault()
    next(log, row, event.key === 'ArrowUp' ? -1 : 1)?.focus()
    return
  }
  const key = event.key === 'Backspace' ? 'Delete' : event.key
  const button = row?.querySelector<HTMLElement>(
    `[data-key="${CSS.escape(key.length === 1 ? key.toLowerCase() : key)}"]`
  )
  if (!row || !button) return
  event.preventDefault()
  if (key === 'Delete') (next(log, row, 1) ?? next(log, row, -1) ?? log).focus()
  button.click()
}
