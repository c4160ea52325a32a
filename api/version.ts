import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Of the package that this file, or its build in dist/, lies in. */
const versionOf = (folder: string): string => {
  const file = join(folder, 'package.json')
  if (!existsSync(file)) return versionOf(dirname(folder))
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version
}

/** Which Hearth this is. */
export const version = versionOf(fileURLToPath(new URL('.', import.meta.url)))
