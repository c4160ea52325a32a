import { ms } from './figures.ts'
import { interleaved } from './rounds.ts'
import { atLeast, atMost, count, figure, times, type Row } from './row.ts'
import { bareFeathers, bareHearth, bareTcp, plainSocketIo, rawWs } from './subjects.ts'

const LISTENERS = 1_000
/**
 * Messages a second when a room is lively, and for how long (ms): a thousand deliveries are late together, so the slowest hundredth
 * of a hundred messages would be a single one.
 */
const PACE = { perSecond: 20, ms: 20_000 }

/** How fast one message becomes a thousand, without a database. */
export const fanout = async (): Promise<Row[]> => {
  const subjects = [bareTcp, rawWs, plainSocketIo, bareFeathers, bareHearth]
  const rounds = await interleaved(subjects, async ({ load, program }) => {
    await load.connect(LISTENERS)
    const before = program.cpu()
    const closed = await load.closed()
    const cpu = program.cpu() - before
    // after it: by then the code of all of them is compiled
    const paced = await load.paced(PACE)
    const missing = paced.missing + closed.missing
    if (missing > 0) console.warn(`  ${missing} deliveries are missing`)
    return {
      perSecond: (closed.heard / closed.ms) * 1000,
      cpuPerDelivery: (cpu / (closed.sent * LISTENERS)) * 1e6,
      bytes: closed.bytes / closed.heard,
      p50: paced.p50,
      p99: paced.p99,
      busy: closed.busy
    }
  })
  const ours = bareHearth.name
  const each = subjects.map(({ name }) => name)
  const late = (name: string) => rounds.ratio(ours, name, ({ p99 }) => p99)
  const shown = (of: (name: string) => string) => each.map((name) => `${name} ${of(name)}`).join(', ')
  const speed = (name: string) => rounds.ratio(ours, name, ({ perSecond }) => perSecond)
  return [
    figure(
      'Deliveries per second, 1,000 sockets, no database',
      shown((name) => count(rounds.of(name, ({ perSecond }) => perSecond)))
    ),
    atLeast('the same, against raw `ws`', speed(rawWs.name), 3, times),
    figure(
      'the same, against bare TCP, Socket.IO and stock Feathers',
      [bareTcp, plainSocketIo, bareFeathers].map(({ name }) => times(speed(name))).join(', ')
    ),
    figure(
      '20 messages per second to 1,000 sockets, p50 / p99',
      shown((name) => `${ms(rounds.of(name, ({ p50 }) => p50))} / ${ms(rounds.of(name, ({ p99 }) => p99))}`)
    ),
    atMost('the same, p99 against raw `ws`', late(rawWs.name), 1.3, times),
    figure('the same, p99 against bare TCP', times(late(bareTcp.name)))
  ]
}
