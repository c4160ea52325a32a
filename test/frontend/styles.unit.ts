import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../../frontend/', import.meta.url))
const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
  (file) => /\.(svelte|css)$/.test(file) && !file.endsWith('tokens.css')
)

/** The style of a file without comments; of a component only its `<style>`. */
const styleOf = (file: string) => {
  const text = readFileSync(root + file, 'utf8')
  const style = file.endsWith('.css') ? text : (/<style>([^]*)<\/style>/.exec(text)?.[1] ?? '')
  return style.replace(/\/\*[^]*?\*\//g, '')
}

const COLOUR =
  /#[0-9a-f]{3,8}\b(?![^{]*\{)|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|color)\(|\boklch\((?!from var)|(?<![\w-])(?:white|black|red|green|blue|gr[ae]y|orange|yellow|transparent)(?![\w-])/i
const banned = [
  { what: 'a colour', pattern: COLOUR },
  { what: 'a font size in px', pattern: /font(?:-size)?:[^;]*\d(?:px|rem)/i },
  { what: 'a z-index', pattern: /z-index:(?!\s*var\()/i },
  {
    what: 'a physical side',
    pattern: /(?:margin|padding|border)-(?:left|right)|(?<![\w-])(?:left|right):|text-align:\s*(?:left|right)/i
  }
]

test.each(banned)('no component names $what: tokens.css does', ({ pattern }) => {
  const found = files.flatMap((file) =>
    styleOf(file)
      .split('\n')
      .filter((line) => pattern.test(line))
      .map((line) => `${file}: ${line.trim()}`)
  )
  expect(found).toEqual([])
})

test('no component writes HTML from a string or carries a style attribute', () => {
  const components = files.filter((file) => file.endsWith('.svelte'))
  expect(components.length).toBeGreaterThan(20)
  const found = components.filter((file) => /\{@html|<[a-z][^>]*\sstyle="/.test(readFileSync(root + file, 'utf8')))
  expect(found).toEqual([])
})
