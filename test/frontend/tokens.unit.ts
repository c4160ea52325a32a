import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

/** Contrast of every pair of colours that the web app puts on each other, computed from tokens.css as WCAG 2.2 says. */
const css = readFileSync(new URL('../../frontend/lib/tokens.css', import.meta.url), 'utf8')

type Triple = [number, number, number]
type Theme = 'light' | 'dark'

/** Björn Ottosson's OKLab, https://bottosson.github.io/posts/oklab/, clamped to what sRGB can show. */
const toLinearRgb = ([lightness, chroma, hue]: Triple): Triple => {
  const angle = (hue * Math.PI) / 180
  const [a, b] = [chroma * Math.cos(angle), chroma * Math.sin(angle)]
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  const rgb = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s
  ]
  return rgb.map((channel) => Math.min(1, Math.max(0, channel))) as Triple
}

const luminance = (color: Triple) => {
  const [red, green, blue] = toLinearRgb(color)
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

const contrast = (a: Triple, b: Triple) => {
  const [x, y] = [luminance(a) + 0.05, luminance(b) + 0.05]
  return Math.max(x, y) / Math.min(x, y)
}

const oklch = (text: string): Triple => {
  const found = /oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)/.exec(text)
  if (!found) throw new Error(`no colour in "${text}"`)
  return found.slice(1).map(Number) as Triple
}

/** The colour of a token in a theme; `own-3` is the third hue of people and rooms. */
const color = (name: string, theme: Theme): Triple => {
  const [, own] = /^own-(\d+)$/.exec(name) ?? []
  const value = new RegExp(`--${own ? 'own' : name}: ([^;]+);`).exec(css)?.[1]
  if (!value) throw new Error(`no token --${name}`)
  const spelled = own ? value.replaceAll('var(--hue)', String(20 + 30 * Number(own))) : value
  const [light = '', dark = light] = spelled.match(/oklch\([^)]+\)/g) ?? []
  return oklch(theme === 'light' ? light : dark)
}

const soft = (name: string) => ['surface', `${name}-soft`]
const hues = Array.from({ length: 12 }, (_, i) => `own-${i}`)

/** [at least, text, grounds] */
const pairs: [number, string, string[]][] = [
  [7, 'ink', ['paper', 'surface', 'sunken', 'pine-soft', 'mention']],
  [4.5, 'ink-muted', ['paper', 'surface', 'sunken', 'mention']],
  [4.5, 'ink-faint', ['paper', 'surface', 'sunken']],
  [4.5, 'on-pine', ['pine', 'pine-hover', 'danger']],
  [4.5, 'on-ember', ['ember', 'ember-hover']],
  [4.5, 'pine-ink', [...soft('pine'), 'paper', 'sunken']],
  [4.5, 'ember-ink', [...soft('ember'), 'paper']],
  [4.5, 'honey-ink', soft('honey')],
  [4.5, 'danger-ink', [...soft('danger'), 'paper']],
  [4.5, 'info', soft('info')],
  [4.5, 'on-honey', ['honey']],
  [4.5, 'paper', ['ink']],
  [3, 'edge', ['surface', 'paper']],
  [3, 'pine', ['paper', 'surface']],
  [3, 'ember', ['sunken']],
  [3, 'focus', ['surface', 'paper', 'sunken']],
  ...hues.map((hue): [number, string, string[]] => [4.5, hue, ['surface', 'paper']])
]

describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
  const flat = pairs.flatMap(([least, text, grounds]) => grounds.map((ground) => [text, ground, least] as const))
  test.each(flat)('%s on %s reaches %d', (text, ground, least) => {
    expect(contrast(color(text, theme), color(ground, theme))).toBeGreaterThanOrEqual(least)
  })
})

test('the arithmetic agrees with known figures', () => {
  expect(contrast([1, 0, 0], [0, 0, 0])).toBeCloseTo(21, 3)
  expect(contrast(oklch('oklch(0.62796 0.25768 29.2339)'), [1, 0, 0])).toBeCloseTo(4, 1)
})
