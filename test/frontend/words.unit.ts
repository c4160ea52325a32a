import { expect, test } from 'vitest'
import { pictureType, whyNotPicture } from '../../frontend/features/files/pictures.ts'
import { fitted, within } from '../../frontend/features/profiles/crop.ts'
import { HANDLE, suggestHandle } from '../../frontend/features/sessions/handle.ts'
import { deviceName } from '../../frontend/features/sessions/user-agent.ts'
import { contours } from '../../frontend/lib/contour.ts'
import { hueOf, initial } from '../../frontend/lib/hue.ts'
import { ago, day, localTime } from '../../frontend/lib/time.ts'

test.each([
  ['Mina Okafór', 'mina.okafor'],
  ["Seán O'Brien-Smith", 'sean.obrien.smith'],
  ['  .. Ana ..  ', 'ana'],
  ['李小龙', ''],
  ['X', ''],
  ['a'.repeat(80), 'a'.repeat(32)]
])('the handle of %s is %s', (name, handle) => {
  expect(suggestHandle(name)).toBe(handle)
  if (handle) expect(handle).toMatch(new RegExp(`^(?:${HANDLE})$`, 'v'))
})

test('the first letter is the first thing one reads', () => {
  expect(['mina', ' éva', '👩‍👩‍👧 Team', '한국', ''].map(initial)).toEqual(['M', 'É', '👩‍👩‍👧', '한', '?'])
})

test('hues are steady and spread', () => {
  const hues = Array.from({ length: 240 }, (_, i) => hueOf(`room-${i}`))
  expect(hueOf('room-7')).toBe(hues[7])
  expect(new Set(hues).size).toBe(12)
})

test('a picture is what its bytes say', async () => {
  const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0])
  expect(pictureType(png)).toBe('image/png')
  expect(pictureType(new TextEncoder().encode('<svg onload="alert(1)">'))).toBeUndefined()
  expect(await whyNotPicture(new Blob([png]))).toBeUndefined()
  expect(await whyNotPicture(new Blob([]))).toMatch(/empty/)
  expect(await whyNotPicture(new Blob(['plain text'], { type: 'image/png' }))).toMatch(/not a PNG/)
  expect(await whyNotPicture(new Blob([new Uint8Array(5 * 1024 * 1024 + 1)]))).toMatch(/larger than 5 MB/)
})

test('a crop never leaves its picture', () => {
  const shown = fitted({ width: 800, height: 400 }, 320)
  expect(shown).toEqual({ width: 320, height: 160 })
  expect(within({ x: 500, y: 500 }, shown, 1)).toEqual({ x: 80, y: 0 })
  expect(within({ x: -500, y: -500 }, shown, 2)).toEqual({ x: -240, y: -80 })
})

test('contour lines are the same for one name and differ for another', () => {
  const draw = (seed: string) =>
    contours(seed, 960, 720)
      .map(({ path }) => path)
      .join('')
  expect(draw('Riverside')).toBe(draw('Riverside'))
  expect(draw('Riverside')).not.toBe(draw('Hillside'))
  for (const seed of ['', 'a', 'Riverside', '海']) {
    expect(draw(seed)).not.toMatch(/NaN|Infinity|undefined/)
    expect(draw(seed).length).toBeLessThan(60_000)
  }
})

test('times are said as people say them', () => {
  const now = new Date(2025, 10, 22, 12).getTime()
  expect([day(now, now), day(now - 86_400_000, now)]).toEqual(['Today', 'Yesterday'])
  expect(ago(now - 5_000, now)).toBe('just now')
  expect(ago(now - 3 * 3_600_000, now)).toBe('3 hours ago')
  expect(localTime('Nowhere/Land')).toBeUndefined()
  expect(localTime('Asia/Tokyo', Date.UTC(2025, 0, 1, 3))?.isDay).toBe(true)
})

test.each([
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:130.0) Gecko/20100101 Firefox/130.0', 'Firefox on Windows'],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18 Mobile Safari/604',
    'Safari on iOS'
  ],
  ['curl/8.5.0', 'curl'],
  [null, 'Unknown device']
])('%s is called %s', (userAgent, name) => expect(deviceName(userAgent)).toBe(name))
