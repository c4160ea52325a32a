import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Application } from './declarations.ts'

/**
 * What opens one thing for whoever has it, as a link of a mail does: 256 bits, by way of the server's secret. It is kept nowhere, so
 * that it can be said again, and nobody who reads the database has it.
 */
export const keyTo = (app: Application, thing: string) =>
  createHmac('sha256', app.get('authSecret')).update(thing).digest('base64url')

export const isKeyTo = (app: Application, thing: string, given: unknown) => {
  if (typeof given !== 'string') return false
  const [asked, right] = [Buffer.from(given), Buffer.from(keyTo(app, thing))]
  return asked.length === right.length && timingSafeEqual(asked, right)
}
