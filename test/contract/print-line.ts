import { writeSync } from 'node:fs'

/** One line for whoever runs the tests; the console would wrap it in several. */
export const printLine = (line: string) => void writeSync(2, `${line}\n`)
