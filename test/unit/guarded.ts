import { createServer, request, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { feathers } from '@feathersjs/feathers'
import { koa } from '@feathersjs/koa'
import { afterAll, expect } from 'vitest'
import type { Application } from '../../api/declarations.ts'
import { refusal, toPublic, type Reason } from '../../api/errors.ts'
import { createLogger } from '../../api/logger.ts'

/** A line of the log. */
export interface Logged {
  msg: string
  [field: string]: unknown
}

/** A Feathers app with nothing in it but a log that can be read, and an address. */
export const anApp = (publicOrigin = 'http://localhost:3030') => {
  const app = koa(feathers()) as unknown as Application
  const logged: Logged[] = []
  app.set('logger', createLogger('error', { write: (line: string) => void logged.push(JSON.parse(line) as Logged) }))
  app.set('publicOrigin', () => publicOrigin)
  return { app, logged }
}

const servers: Server[] = []
afterAll(() => {
  for (const server of servers) {
    server.closeAllConnections()
    server.close()
  }
})

/** Listens on a free loopback port until the tests of the file are over. */
export const listening = (server: Server) => {
  servers.push(server)
  return new Promise<number>((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port))
  )
}
export const serving = (app: Application) => {
  const handle = app.callback()
  return listening(createServer((incoming, response) => void handle(incoming, response)))
}

export interface Told {
  status: number
  headers: IncomingMessage['headers']
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- what came over the wire, looked at by assertions
  body: any
}

/** One HTTP request, byte by byte as it is given: fetch would mend what a hostile client sends. `parts` go out one by one. */
export const send = (
  port: number,
  path: string,
  { method = 'GET', headers = {}, parts = [] as (string | Buffer)[], lingers = 0 } = {}
) =>
  new Promise<Told>((resolve, reject) => {
    const call = request({ host: '127.0.0.1', port, path, method, headers, agent: false }, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('end', () => {
        const text = Buffer.concat(chunks).toString()
        const body: unknown = text.startsWith('{') ? JSON.parse(text) : text
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body })
      })
    })
    call.on('error', reject)
    const write = async () => {
      for (const part of parts) {
        call.write(part)
        if (lingers) await new Promise((later) => setTimeout(later, lingers))
      }
      call.end()
    }
    void write()
  })

/** What the contract says of a refusal, whole: nothing more may be in it. */
export const told = (reason: Reason, more = {}) => ({ ...toPublic(refusal(reason)), data: { reason, ...more } })

export const expectRefused = async (call: Promise<unknown>, reason: Reason) => {
  const error = await call.then(
    () => 'went through',
    (thrown: unknown) => (thrown as { data?: { reason?: string } }).data?.reason ?? thrown
  )
  expect(error).toBe(reason)
}
