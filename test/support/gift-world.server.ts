/**
 * Hearth as a process of its own that can be told, by a message from its parent, to kill itself at one point of the way of a gift,
 * or to do something wrong. Otherwise it is the server as it is, with jobs that are due ten times as often.
 */
import type { Knex } from 'knex'
import { createApp, startApp } from '../../api/app.ts'
import type { PaymentProvider } from '../../api/payments/provider.ts'
import { misbehave, type Fault } from './gift-world.faults.ts'
import type { Point } from './gift-world.process.ts'

let point: Point | undefined
let fault = (process.env.FAULT || undefined) as Fault | undefined
process.on('message', (told: { point?: Point; fault?: Fault }) => {
  point = told.point
  fault = told.fault
  process.send?.('heard')
})

const dieAt = (here: Point) => {
  if (point === here) process.kill(process.pid, 'SIGKILL')
}

/** Faster than anybody wants to wait. */
const every = globalThis.setInterval
globalThis.setInterval = (work: () => void, ms?: number) => every(work, (ms ?? 0) / 10)

const app = createApp()

const database = app.get('database')
const { transaction } = database
database.transaction = async <T>(work: (trx: Knex.Transaction) => Promise<T>): Promise<T> => {
  const written: string[] = []
  const note = ({ sql, bindings = [] }: { sql: string; bindings?: unknown[] }) => {
    const [, table] = /^insert into [`"](\w+)/.exec(sql) ?? []
    if (table === 'paymentEvents') written.push('notice')
    if (table === 'ledgerTransactions') written.push(bindings.includes('refund') ? 'refund' : 'charge')
  }
  const result = await transaction(async (trx) => {
    trx.on('query', note)
    const value = await work(trx)
    for (const what of ['charge', 'refund'] as const)
      if (written.includes(what)) dieAt(`before the commit of the ${what}`)
    return value
  })
  for (const what of ['notice', 'charge', 'refund'] as const)
    if (written.includes(what)) dieAt(`after the commit of the ${what}`)
  return result
}

const hearth = await startApp(app)
const provider = app.get('payments').provider as { -readonly [K in keyof PaymentProvider]: PaymentProvider[K] }
const { fetch, refund, createCheckout } = provider
provider.fetch = async (refs) => {
  const snapshot = await fetch(refs)
  if (snapshot.state === 'paid') dieAt('after the provider said that it is paid')
  return snapshot
}
provider.refund = async (order) => {
  dieAt('before the provider is told of the refund')
  const state = await refund(order)
  dieAt('after the provider gave the money back')
  return state
}
provider.createCheckout = async (order) => {
  const checkout = await createCheckout(order)
  dieAt('after the checkout was opened')
  return checkout
}
misbehave(app, () => fault)
// a run that was cut off leaves no server behind
process.once('disconnect', () => process.exit(1))
process.once('SIGTERM', () => void hearth.stop().then(() => process.exit(0)))
process.send?.({ port: hearth.port })
