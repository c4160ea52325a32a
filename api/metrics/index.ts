import { AggregatorRegistry, collectDefaultMetrics, Counter, Gauge, Registry, type Aggregator } from 'prom-client'
import type { Application } from '../declarations.ts'
import { version } from '../version.ts'
import { isWorker } from '../worker-words.ts'

/** How often the fan-out did what, since the start. */
interface FanOut {
  events: number
  deliveries: number
  writes: number
  cut: number
}

/** What this node counts. Labels name services, methods and outcomes, never people, rooms or addresses. */
export const createMetrics = (app: Application): Registry => {
  const registry = isWorker ? (new AggregatorRegistry() as Registry) : new Registry()
  if (isWorker) AggregatorRegistry.setRegistries(registry)
  const registers = [registry]
  collectDefaultMetrics({ register: registry })

  /** `aggregator`: what of several workers counts for all. */
  const gauge = (name: string, help: string, value: () => number | Promise<number>, aggregator: Aggregator = 'sum') =>
    new Gauge({
      name,
      help,
      registers,
      aggregator,
      async collect() {
        // one number that cannot be had must not take the others away
        this.set(
          await Promise.resolve()
            .then(value)
            .catch(() => NaN)
        )
      }
    })
  const count = (name: string, help: string, of: keyof FanOut) =>
    new Counter({
      name,
      help,
      registers,
      collect() {
        this.reset()
        this.inc(fanOut(app)[of])
      }
    })

  new Gauge({
    name: 'hearth_info',
    help: 'What runs here',
    labelNames: ['version', 'database'],
    registers,
    aggregator: 'first',
    collect() {
      this.set({ version, database: app.get('database').kind }, 1)
    }
  })
  gauge('hearth_sockets', 'Sockets that are open', () => app.io.of('/').sockets.size)
  gauge('hearth_calls_running', 'Calls that run now', () => app.get('running'))
  const joined = () => (app.get('nodes')?.state() === 'down' ? 0 : 1)
  gauge('hearth_nodes_joined', '0 while Redis, which carries events between nodes, does not answer', joined, 'min')
  gauge('hearth_mails_waiting', 'Mails that wait to go out', () => mailsWaiting(app), 'max')
  const notices = () => noticesWaiting(app)
  gauge('hearth_payment_notices_waiting', 'Notices of the payment provider that are not done', notices, 'max')
  count('hearth_events_total', 'Events that were published', 'events')
  count('hearth_deliveries_total', 'Events that were handed to sockets, each socket counted', 'deliveries')
  count('hearth_socket_writes_total', 'Writes to sockets; many events may share one', 'writes')
  count('hearth_slow_readers_cut_total', 'Sockets that were cut because they did not keep up', 'cut')
  return registry
}

const NOTHING: FanOut = { events: 0, deliveries: 0, writes: 0, cut: 0 }
const fanOut = (app: Application) => ({ ...NOTHING, ...(app.get('fanOut' as never) as Partial<FanOut> | undefined) })

const mailsWaiting = async (app: Application) => {
  const waiting = app.get('database').read('letters').whereNull('sentAt').whereNotNull('nextAt')
  return Number((await waiting.count({ rows: '*' }))[0]?.rows)
}

const noticesWaiting = async (app: Application) => {
  const waiting = app.get('database').read('paymentEvents').whereIn('state', ['new', 'failed'])
  return Number((await waiting.count({ rows: '*' }))[0]?.rows)
}
