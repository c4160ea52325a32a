import { v7 as uuidv7 } from 'uuid'
import { onTestFinished } from 'vitest'
import { io, type Socket } from 'socket.io-client'
import { createClient, socket, type Client, type ClientServices, type Rooms, type User } from '../../api/client.ts'
import type { TestHearth } from './create-app.ts'

export const PASSWORD = 'correct horse battery'

/** One answer of the REST interface. */
export interface Answer {
  status: number
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- what came over the wire, looked at by assertions
  body: any
  headers: Headers
}

/** A plain HTTP call, as any program would make it. */
export const request = async (
  url: string,
  method: string,
  path: string,
  { body, token, headers = {} }: { body?: unknown; token?: string; headers?: Record<string, string> } = {}
): Promise<Answer> => {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: {
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(token && { authorization: `Bearer ${token}` }),
      ...headers
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) })
  })
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('json')
  return { status: response.status, body: isJson ? JSON.parse(text) : text, headers: response.headers }
}

/** Somebody with an account, a socket that is signed in, and a token for REST. */
export interface Somebody {
  id: string
  email: string
  token: string
  user: User
  line: Socket
  client: Client & Rooms
  service: <P extends keyof ClientServices>(path: P) => ClientServices[P]
  rest: (method: string, path: string, body?: unknown) => Promise<Answer>
  /** The next event of this name, for example `messages created`. */
  hears: <T = Record<string, unknown>>(event: string) => Promise<T>
  /** Everything heard since, in order. */
  heard: { event: string; data: Record<string, unknown> }[]
  close: () => void
}

export const memoryStorage = () => {
  const kept = new Map<string, string>()
  return {
    getItem: (key: string) => kept.get(key),
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key)
  }
}

export const aLine = (url: string, options: object = {}) =>
  io(url, { transports: ['websocket'], ackTimeout: 5_000, forceNew: true, reconnection: false, ...options })

/** As much of a server as people need. */
type Reachable = Pick<TestHearth, 'app' | 'url'>

let number = 0

/** Signs somebody up through the front door and connects them. */
export const aPerson = async (hearth: Reachable, name = `person${String(++number)}`): Promise<Somebody> => {
  const email = `${name}@example.org`
  const signUp = { email, password: PASSWORD, handle: name, displayName: name }
  const { status, body } = await request(hearth.url, 'POST', '/api/users', { body: signUp })
  if (status !== 201) throw new Error(`sign-up failed: ${JSON.stringify(body)}`)
  // where mail is set, the rest of the test is not about opening it
  if (body.admittedAt === null) await letIn(hearth, body.id)
  return signedIn(hearth, email)
}

const letIn = (hearth: Reachable, id: string) =>
  hearth.app
    .get('database')
    .transaction((trx) => trx('users').where({ id }).update({ admittedAt: Date.now(), emailVerifiedAt: Date.now() }))

/** An account without a socket: quicker than a person, for those who only have to be there. */
export const newcomer = async (hearth: Reachable) => {
  const name = `extra-${uuidv7().slice(-8)}`
  const data = { email: `${name}@example.org`, password: PASSWORD, handle: name }
  const { id } = await hearth.app.service('users').create(data as never)
  await letIn(hearth, id)
  return id
}

/** A further device of somebody who has an account. */
export const signedIn = async (hearth: Reachable, email: string): Promise<Somebody> => {
  const line = aLine(hearth.url)
  const client = createClient(socket(line), { storage: memoryStorage() })
  const { accessToken, user } = await client
    .service('authentication')
    .create({ strategy: 'local', email, password: PASSWORD })
  const heard: Somebody['heard'] = []
  line.onAny((event: string, data: Record<string, unknown>) => heard.push({ event, data }))
  return {
    id: user.id,
    email,
    token: accessToken,
    user,
    line,
    client,
    heard,
    service: (path) => client.service(path),
    rest: (method, path, body) => request(hearth.url, method, path, { body, token: accessToken }),
    hears: (event) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`${email} did not hear "${event}" within 3 s`)), 3_000)
        line.once(event, (data) => {
          clearTimeout(timer)
          resolve(data)
        })
      }),
    close: () => line.disconnect()
  }
}

/** An own profile change is heard by everybody who is signed in, and after what went before. */
const marked = async (people: Somebody[]) => {
  const marker = `marker ${crypto.randomUUID()}`
  const reached = people.map(
    ({ line }) =>
      new Promise<void>((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error('somebody was not listening')), 3_000)
        const listen = ({ bio }: { bio?: string }) => {
          if (bio !== marker) return
          clearTimeout(timer)
          line.off('profiles patched', listen)
          resolve()
        }
        line.on('profiles patched', listen)
      })
  )
  await people[0]?.service('profiles').patch(people[0].id, { bio: marker })
  await Promise.all(reached)
  return marker
}

/**
 * What somebody heard while `act` ran, between two marker events that they do hear: so silence is proven by someone who was
 * listening all the time, and what was said earlier and is heard late does not count.
 */
export const heardDuring = async (people: Somebody[], act: () => Promise<unknown>) => {
  await marked(people)
  const from = people.map(({ heard }) => heard.length)
  await act()
  const marker = await marked(people)
  return people.map(({ heard }, i) =>
    heard.slice(from[i]).filter(({ event, data }) => !(event === 'profiles patched' && data.bio === marker))
  )
}

/** Closes these lines when the test ends. */
export const leavingAfterwards = (...people: Somebody[]) => onTestFinished(() => people.forEach(({ close }) => close()))
