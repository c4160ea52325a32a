import type { IconName } from '../../lib/icons/names.ts'

const BROWSERS: [RegExp, string][] = [
  [/Edg\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/Firefox\//, 'Firefox'],
  [/(Chrome|CriOS|Chromium)\//, 'Chrome'],
  [/Safari\//, 'Safari']
]
const SYSTEMS: [RegExp, string][] = [
  [/iPhone|iPad/, 'iOS'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/CrOS/, 'ChromeOS'],
  [/Linux/, 'Linux']
]

const named = (table: [RegExp, string][], text: string) => table.find(([sign]) => sign.test(text))?.[1]

/** A device in a person's words: "Firefox on Windows". */
export const deviceName = (userAgent: string | null) => {
  const text = userAgent ?? ''
  const parts = [named(BROWSERS, text), named(SYSTEMS, text)].filter(Boolean)
  return parts.join(' on ') || (text.split(/[\s/]/)[0] ?? '') || 'Unknown device'
}

export const deviceIcon = (userAgent: string | null): IconName =>
  /iPhone|Android.*Mobile/.test(userAgent ?? '') ? 'smartphone' : 'laptop'
