import { createClient, socket, type Client } from '../../api/client.ts'
import { aLine, memoryStorage, PASSWORD, request } from '../support/people.ts'

export interface Person {
  email: string
  token: string
}

/** Some people with accounts, all of them in one public room. The first owns both. */
export const aRoomful = async (url: string, count: number) => {
  const people: Person[] = []
  for (let i = 0; i < count; i++) people.push(await signUp(url, `person${i}`))
  const [owner, ...others] = people as [Person, ...Person[]]
  const room = await post(url, owner, 'rooms', { name: 'General', slug: 'general', visibility: 'public' })
  for (const person of others) await post(url, person, 'memberships', { roomId: room.id })
  return { people, room }
}

const signUp = async (url: string, handle: string): Promise<Person> => {
  const email = `${handle}@example.org`
  await made(request(url, 'POST', '/api/users', { body: { email, password: PASSWORD, handle, displayName: handle } }))
  const { accessToken } = await made(
    request(url, 'POST', '/api/authentication', { body: { strategy: 'local', email, password: PASSWORD } })
  )
  return { email, token: accessToken as string }
}

/** The stored record. */
export const post = (url: string, { token }: Person, service: string, body: object) =>
  made(request(url, 'POST', `/api/${service}`, { token, body })) as Promise<{ id: string; slug: string }>

const made = async (answer: ReturnType<typeof request>): Promise<Record<string, unknown>> => {
  const { status, body } = await answer
  if (status !== 201) throw new Error(`${status} ${JSON.stringify(body)}`)
  return body
}

export interface Connected {
  client: Client
  close(): void
}

/** One more socket of somebody, signed in by token. */
export const connect = async (url: string, { token }: Person): Promise<Connected> => {
  const line = aLine(url)
  const client = createClient(socket(line), { storage: memoryStorage() })
  await client.service('authentication').create({ strategy: 'jwt', accessToken: token })
  return { client, close: () => line.disconnect() }
}
