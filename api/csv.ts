/** Spreadsheets know by it that a text is UTF-8. */
export const BOM = '\uFEFF'

/** One line of a table for a spreadsheet. */
export const csvLine = (cells: readonly string[]) => `${cells.map(cell).join(',')}\r\n`

/** A cell that begins like a formula would be one in a spreadsheet. @see https://owasp.org/www-community/attacks/CSV_Injection */
const cell = (text: string) => {
  const isFormula = /^[=+\-@\t\r]/.test(text) && !/^-\d+(\.\d+)?$/.test(text)
  const safe = isFormula ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
