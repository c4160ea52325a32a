import { PASSWORD, request } from '../../support/people.ts'

/** Somebody with an account and a session. */
export interface Townsman {
  id: string
  name: string
  token: string
}

/** Who lives in every world; some write from several windows. `owner` keeps order, `goer` is shown out and let in again, `outsider` is in no room. */
export interface Town {
  owner: Townsman
  goer: Townsman
  outsider: Townsman
  writers: Townsman[]
  readers: Townsman[]
  /** A public and a private room; owner, writers, readers and goer are in both. */
  square: string
  den: string
}

export const WRITERS = 8
export const READERS = 4

/** Fills an empty server through the front door. */
export const settle = async (url: string): Promise<Town> => {
  const owner = await signUp(url, 'mayor')
  const rest = (method: string, path: string, body?: object) => done(url, method, path, body, owner.token)
  const names = [
    'goer',
    'outsider',
    ...Array.from({ length: WRITERS }, (_, i) => `writer${i + 1}`),
    ...Array.from({ length: READERS }, (_, i) => `reader${i + 1}`)
  ]
  const people = await Promise.all(names.map((name) => signUp(url, name)))
  const [goer, outsider, ...others] = people as [Townsman, Townsman, ...Townsman[]]
  const rooms = [
    await rest('POST', '/api/rooms', { name: 'Square', visibility: 'public' }),
    await rest('POST', '/api/rooms', { name: 'Den', visibility: 'private' })
  ].map(({ id }) => id as string) as [string, string]
  for (const roomId of rooms)
    for (const { id } of [goer, ...others]) await rest('POST', '/api/memberships', { roomId, userId: id })
  const [square, den] = rooms
  return { owner, goer, outsider, writers: others.slice(0, WRITERS), readers: others.slice(WRITERS), square, den }
}

const signUp = async (url: string, name: string): Promise<Townsman> => {
  const email = `${name}@example.org`
  const { id } = await done(url, 'POST', '/api/users', { email, password: PASSWORD, handle: name, displayName: name })
  const login = { strategy: 'local', email, password: PASSWORD }
  const { accessToken } = await done(url, 'POST', '/api/authentication', login)
  return { id: id as string, name, token: accessToken as string }
}

/** @throws when it was refused */
export const done = async (url: string, method: string, path: string, body?: object, token?: string) => {
  const answer = await request(url, method, path, { ...(body && { body }), ...(token && { token }) })
  if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
  return answer.body as Record<string, unknown>
}
