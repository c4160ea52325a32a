import type { Socket } from 'socket.io-client'
import { afterEach, beforeEach } from 'vitest'
import { overSocket } from '../support/call.ts'
import { aHearth, type TestHearth } from '../support/create-app.ts'
import { aLine, PASSWORD, request } from '../support/people.ts'
import { begun } from './tables.ts'

/** Our own page, as a browser vouches for it. */
export const SAME = { 'sec-fetch-site': 'same-origin' }

/** A Hearth that listens, with two people in it; the same one for all tests of a file. */
export const door = {} as { hearth: TestHearth; ana: string; ben: string }
export const emailOf = { ana: 'ana@example.org', ben: 'ben@example.org' }

const open = async () => {
  const hearth = await aHearth({ limits: 'on' })
  const signUp = (handle: 'ana' | 'ben') =>
    hearth.app.service('users').create({ email: emailOf[handle], password: PASSWORD, handle } as never)
  Object.assign(door, { hearth, ana: (await signUp('ana')).id, ben: (await signUp('ben')).id })
}
let opened: Promise<void> | undefined
// a part of the first test: a Hearth that does not start is one that fails
beforeEach(() => (opened ??= open()))

const lines: Socket[] = []
afterEach(() => {
  for (const line of lines.splice(0)) line.disconnect()
})

/** An open socket, and what it hears. */
export const aSocket = async (token?: string, extraHeaders = {}) => {
  const authorization = token && { authorization: `Bearer ${token}` }
  const line = aLine(door.hearth.url, { extraHeaders: { ...extraHeaders, ...authorization } })
  lines.push(line)
  const heard: unknown[][] = []
  line.onAny((...event: unknown[]) => heard.push(event))
  const ended = new Promise((resolve) => line.on('disconnect', resolve))
  await new Promise((resolve, reject) => line.on('connect', () => resolve(undefined)).on('connect_error', reject))
  const call = (path: string, method: string, ...args: unknown[]) => overSocket(line, path, method, args)
  return { line, heard, ended, call }
}

/** A sign-in of somebody, without the password: its token. */
export const tokenOf = async (userId: string) => {
  const id = await begun(door.hearth.app, userId)
  return { id, token: await door.hearth.app.service('authentication').tokenOf({ id, userId }) }
}

export const call = (method: string, path: string, options: Parameters<typeof request>[3] = {}) =>
  request(door.hearth.url, method, path, options)

export const reasonOf = ({ body }: { body: { data?: { reason?: string } } }) => body.data?.reason
