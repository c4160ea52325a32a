import { request } from 'node:http'
import type { Application } from '../../declarations.ts'
import { stripePackage } from '../stripe-package.ts'
import { newId } from './ids.ts'
import { eventObject } from './objects/event.ts'
import type { AttemptRow, DeliveryRow, EventRow } from './rows.ts'
import { stateNow, type Chaos, type State, type World } from './world.ts'

/** After a failed try the next one waits so long (ms); after the last one only "Resend" sends it again. */
const WAITS = [1_000, 5_000, 30_000, 2 * 60_000, 10 * 60_000]
/** Hearth may take so long to answer (ms). */
const PATIENCE = 10_000
/** While a delivery is under way no other node takes it (ms). */
const CLAIM = PATIENCE + 5_000
/** What is older than Stripe's own tolerance of five minutes is a replay (ms). */
const OLD = 10 * 60_000

const rounds = new WeakMap<World, { running: Promise<void> | undefined; asked: boolean }>()

/** Sends what is due, until nothing is. What becomes due meanwhile is seen by one more round. */
export const deliver = (world: World): Promise<void> => {
  const round = rounds.get(world) ?? { running: undefined, asked: false }
  rounds.set(world, round)
  round.asked = true
  const run = async () => {
    while (round.asked) {
      round.asked = false
      for (let batch; (batch = await claim(world));) await Promise.all(batch.map((one) => send(world, one)))
    }
  }
  return (round.running ??= run().finally(() => (round.running = undefined)))
}

/** Whether something waits for its time. */
export const isPending = async ({ app }: World) =>
  (await app.get('database').read('sandboxDeliveries').where({ state: 'due' }).first('id')) !== undefined

/**
 * The delivery that has been due for longest, with the other deliveries of the same event: one event follows the other, as a
 * test of order needs it, and duplicates arrive at once, as a test of races needs it.
 */
const claim = async (world: World): Promise<DeliveryRow[] | undefined> => {
  const { read, transaction } = world.app.get('database')
  const { now } = await stateNow(world)
  const due = () => read<DeliveryRow>('sandboxDeliveries').where({ state: 'due' }).where('dueAt', '<=', now)
  const first = await due().orderBy('dueAt').orderBy('id').first()
  if (!first) return undefined
  const same = await due().where({ eventId: first.eventId })
  return transaction(async (trx) => {
    const mine: DeliveryRow[] = []
    for (const row of same) {
      const { id, dueAt, tries } = row
      const update = { dueAt: now + CLAIM }
      if (await trx('sandboxDeliveries').where({ id, state: 'due', dueAt, tries }).update(update)) mine.push(row)
    }
    return mine
  })
}

interface Outcome {
  code: number | null
  error: string | null
}

const send = async (world: World, { id, eventId, type, tries }: DeliveryRow) => {
  const { read, transaction } = world.app.get('database')
  const event: EventRow = await read('sandboxEvents').where({ id: eventId }).first()
  const before = await stateNow(world)
  const { body, signature, altered } = await compose(event, before, world.realNow())
  const { code, error } = await post(world.app, body, signature)
  const { now } = await stateNow(world)
  const took = code !== null && code >= 200 && code < 300
  const wait = WAITS[tries]
  const next = took ? { state: 'done' } : wait === undefined ? { state: 'failed' } : { state: 'due', dueAt: now + wait }
  const attempt: AttemptRow = {
    id: newId('att'),
    deliveryId: id,
    eventId,
    type,
    code,
    error,
    altered,
    createdAt: now
  }
  await transaction(async (trx) => {
    await trx('sandboxDeliveries')
      .where({ id })
      .update({ ...next, tries: tries + 1 })
    await trx('sandboxAttempts').insert(attempt)
  })
}

/** What goes over the line: pretty-printed as Stripe does it, so that whoever parses and prints it anew breaks the signature. */
const compose = async (event: EventRow, { chaos, webhookSecret }: State, realNow: number) => {
  const object = await eventObject(event, 1)
  if (chaos.amount) raiseAmounts(object.data.object)
  const payload = JSON.stringify(object, null, 2)
  const { webhooks } = await stripePackage()
  const signature = webhooks.generateTestHeaderString({
    payload,
    secret: chaos.forge ? `${webhookSecret}-not` : webhookSecret,
    timestamp: Math.floor((realNow - (chaos.old ? OLD : 0)) / 1000)
  })
  const body = chaos.reserialise ? JSON.stringify(JSON.parse(payload)) : payload
  return { body, signature, altered: wordsOf(chaos) }
}

const wordsOf = ({ forge, old, amount, reserialise }: Chaos) =>
  Object.entries({ forged: forge, old, 'amount changed': amount, reserialised: reserialise })
    .filter(([, on]) => on)
    .map(([word]) => word)
    .join(', ')

const raiseAmounts = (object: object) => {
  const amounts = object as Record<string, unknown>
  for (const name of ['amount', 'amount_total', 'amount_received', 'amount_paid']) {
    const value = amounts[name]
    if (typeof value === 'number') amounts[name] = value + 1
  }
}

/** Where this machine reaches the address that Hearth listens on. */
const reachable = (host: string) => (['', '0.0.0.0', '::', 'localhost'].includes(host) ? '127.0.0.1' : host)

/** Never rejects. Not `fetch`, which does not let us name the host that the reverse proxy would name. */
const post = (app: Application, body: string, signature: string): Promise<Outcome> =>
  new Promise((resolve) => {
    const sent = request(
      {
        host: reachable(app.get('host')),
        port: app.get('listeningOn'),
        path: '/webhooks/stripe',
        method: 'POST',
        agent: false,
        signal: AbortSignal.timeout(PATIENCE),
        headers: {
          host: new URL(app.get('publicOrigin')()).host,
          'content-type': 'application/json; charset=utf-8',
          'content-length': Buffer.byteLength(body),
          'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
          'stripe-signature': signature
        }
      },
      (answer) => {
        answer.resume()
        answer.on('close', () => resolve({ code: answer.statusCode ?? null, error: null }))
      }
    )
    sent.on('error', (error) => resolve({ code: null, error: error.message.slice(0, 300) }))
    sent.end(body)
  })
