import type { User } from '../../api/client.ts'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Session } from '../../frontend/features/sessions/session.svelte.ts'
import { storage } from '../../frontend/lib/storage.ts'

const ana = { id: 'ana', role: 'member' } as User

/** A server of a few fixed answers, by "METHOD path". */
const answers = (table: Record<string, readonly [status: number, body: unknown]>) =>
  vi.stubGlobal('fetch', async (path: string, { method }: RequestInit) => {
    const answer = table[`${method} ${path}`]
    if (!answer) throw new TypeError('Failed to fetch')
    return new Response(JSON.stringify(answer[1]), { status: answer[0] })
  })

const page = (...data: unknown[]) => ({ total: data.length, limit: 50, skip: 0, data })
const refusal = { name: 'NotAuthenticated', code: 401, message: 'Please sign in.', data: { reason: 'not_signed_in' } }
const signedIn = {
  'GET /api/sessions?current=true': [200, page({ userId: 'ana' })],
  'GET /api/users/ana': [200, ana]
} as const

const aSession = () => {
  const door = { leave: vi.fn(), tabs: { postMessage: vi.fn(), onmessage: null as BroadcastChannel['onmessage'] } }
  const session = new Session(door)
  const hear = (data: unknown) => door.tabs.onmessage?.call({} as BroadcastChannel, { data } as MessageEvent)
  return { session, door, hear }
}

beforeEach(() => {
  // Its keys are its own properties, as in a browser.
  const kept: Record<string, string> = Object.defineProperties(
    {},
    {
      getItem: { value: (key: string) => kept[key] ?? null },
      setItem: { value: (key: string, value: string) => (kept[key] = value) },
      removeItem: { value: (key: string) => Reflect.deleteProperty(kept, key) }
    }
  )
  vi.stubGlobal('localStorage', kept)
})
afterEach(() => vi.unstubAllGlobals())

test('a browser that never signed in does not ask', async () => {
  const fetch = vi.fn()
  vi.stubGlobal('fetch', fetch)
  const { session } = aSession()
  await session.start()
  expect(session.state).toBe('signedOut')
  expect(fetch).not.toHaveBeenCalled()
})

test('a browser that signed in is asked who it is', async () => {
  storage.set('signedIn', true)
  answers({ ...signedIn })
  const { session } = aSession()
  await session.start()
  expect([session.state, session.userId, session.user?.role]).toEqual(['signedIn', 'ana', 'member'])
})

test('a session that has ended meanwhile is forgotten, with all that was private', async () => {
  storage.set('signedIn', true)
  storage.set('draft.r1', 'a secret')
  storage.set('theme', 'dark')
  answers({ 'GET /api/sessions?current=true': [401, refusal] })
  const { session } = aSession()
  await session.start()
  expect(session.state).toBe('signedOut')
  expect([storage.get('draft.r1'), storage.get('signedIn'), storage.get('theme')]).toEqual([
    undefined,
    undefined,
    'dark'
  ])
})

test('a server that does not answer does not sign anybody out', async () => {
  storage.set('signedIn', true)
  answers({})
  const { session } = aSession()
  await session.start()
  expect(session.state).toBe('unreachable')
  answers({ ...signedIn })
  await session.start()
  expect(session.state).toBe('signedIn')
})

test('without an answer the one who was here last may read what is kept; the server has the last word', async () => {
  storage.set('signedIn', 'ana')
  answers({})
  const { session } = aSession()
  await session.start()
  expect([session.state, session.userId, session.user]).toEqual(['signedIn', 'ana', undefined])

  vi.useFakeTimers()
  let answer: (response: Response) => void = () => undefined
  vi.stubGlobal('fetch', () => new Promise((resolve) => (answer = resolve)))
  const { session: slow, door } = aSession()
  const started = slow.start()
  await vi.advanceTimersByTimeAsync(999)
  expect(slow.state).toBe('starting')
  await vi.advanceTimersByTimeAsync(1)
  await started
  expect(slow.state).toBe('signedIn')
  vi.useRealTimers()
  answer(new Response(JSON.stringify(refusal), { status: 401 }))
  await expect.poll(() => door.leave.mock.calls).toEqual([['/sign-in?why=ended']])
  expect(storage.get('signedIn')).toBeUndefined()
})

test('signing in opens the house when the page says so, and tells the other tabs', async () => {
  answers({ 'POST /api/authentication': [201, { user: ana }] })
  const { session, door } = aSession()
  await session.signIn({ strategy: 'local', email: 'ana@example.org', password: 'a long password' })
  expect(session.userId).toBe('')
  session.enter()
  expect([session.state, session.userId]).toEqual(['signedIn', 'ana'])
  expect(door.tabs.postMessage).toHaveBeenCalledWith({ began: 'ana' })
})

test('a wrong password is told in the words of the server', async () => {
  answers({ 'POST /api/authentication': [401, { ...refusal, message: 'E-mail or password is wrong.' }] })
  const { session } = aSession()
  await expect(session.signIn({ strategy: 'local', email: 'ana@example.org', password: 'wrong' })).rejects.toThrow(
    'E-mail or password is wrong.'
  )
  expect(storage.get('signedIn')).toBeUndefined()
})

const inside = async () => {
  answers({ ...signedIn, 'DELETE /api/authentication': [200, {}] })
  storage.set('signedIn', true)
  const made = aSession()
  await made.session.start()
  return made
}

test('signing out ends the session, forgets what is private and leaves the page', async () => {
  const { session, door } = await inside()
  const forget = vi.fn()
  session.onEnd(forget)
  await session.signOut()
  expect(forget).toHaveBeenCalledOnce()
  expect(storage.get('signedIn')).toBeUndefined()
  expect(door.leave).toHaveBeenCalledExactlyOnceWith('/sign-in?why=signed_out')
})

test('of the cut that follows, the page that signs out says nothing, another says where it came from', async () => {
  for (const [signsOut, why] of [
    [true, 'signed_out'],
    [false, 'elsewhere']
  ] as const) {
    const { session, door } = await inside()
    const heard = new Map<string, (said: object) => void>()
    session.listen({ on: (name, listener) => heard.set(name, listener), off: vi.fn() })
    const done = signsOut ? session.signOut() : undefined
    heard.get('session ended')?.({ reason: 'signed_out' })
    await done
    await vi.waitFor(() => expect(door.leave).toHaveBeenCalledExactlyOnceWith(`/sign-in?why=${why}`))
  }
})

test('signing out without a server says so and keeps the session', async () => {
  const { session, door } = await inside()
  answers({})
  await expect(session.signOut()).rejects.toThrow('does not answer')
  expect(door.leave).not.toHaveBeenCalled()
  expect(storage.get('signedIn')).toBe('ana')
})

test('signing out in another tab ends it here; somebody else signing in there reloads', async () => {
  const { door, hear } = await inside()
  hear({ began: 'ana' })
  expect(door.leave).not.toHaveBeenCalled()
  hear({ began: 'ben' })
  expect(door.leave).toHaveBeenLastCalledWith('/')
  hear({ ended: true })
  await vi.waitFor(() => expect(door.leave).toHaveBeenLastCalledWith('/sign-in?why=elsewhere'))
})

test('a session revoked elsewhere is noticed on the socket, at once or at the next handshake', async () => {
  for (const [event, said] of [
    ['session ended', { reason: 'revoked' }],
    ['connect_error', { data: { code: 401, data: { reason: 'session_ended' } } }]
  ] as const) {
    const { session, door } = await inside()
    const heard = new Map<string, (said: object) => void>()
    const stop = session.listen({
      on: (name, listener) => heard.set(name, listener),
      off: (name) => heard.delete(name)
    })
    heard.get('connect_error')?.({ data: { code: 503 } })
    expect(door.leave).not.toHaveBeenCalled()
    heard.get(event)?.(said)
    await vi.waitFor(() => expect(door.leave).toHaveBeenCalledExactlyOnceWith('/sign-in?why=ended'))
    stop()
    expect(heard.size).toBe(0)
  }
})
