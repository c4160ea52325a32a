import { describe, expect, test } from 'vitest'
import { matcher, safeReturn } from '../../frontend/lib/routes.ts'

const match = matcher({
  '/': 'home',
  '/r/:slug/:seq?': 'room',
  '/u/:handle': 'person',
  '/settings/:section?': 'settings'
})

describe('an address finds its page', () => {
  test.each([
    ['/', 'home', {}],
    ['/r/garden', 'room', { slug: 'garden', seq: undefined }],
    ['/r/garden/', 'room', { slug: 'garden', seq: undefined }],
    ['/r/garden/12', 'room', { slug: 'garden', seq: '12' }],
    ['/r/%C3%A9t%C3%A9', 'room', { slug: 'été', seq: undefined }],
    ['/u/mina.o', 'person', { handle: 'mina.o' }],
    ['/settings', 'settings', { section: undefined }],
    ['/settings/devices', 'settings', { section: 'devices' }]
  ])('%s', (path, route, params) => expect(match(path)).toEqual({ route, params }))

  test.each(['/nothing', '/r', '/r/a/1/b', '/u/', '/settings/a/b', '/r/%E0%A4%A', '//'])('%s finds none', (path) =>
    expect(match(path)).toBeUndefined()
  )
})

describe('after signing in one comes back', () => {
  test.each([
    ['/r/garden/12?x=1#y', '/r/garden/12?x=1#y'],
    [null, '/'],
    ['', '/'],
    ['https://evil.example/', '/'],
    ['//evil.example/x', '/'],
    ['/\\evil.example', '/'],
    ['javascript:alert(1)', '/']
  ])('%s → %s', (next, to) => expect(safeReturn(next)).toBe(to))
})
