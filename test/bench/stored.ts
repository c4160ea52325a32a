import { parseArgs } from 'node:util'
import { django } from './django.ts'
import { interleaved } from './rounds.ts'
import { atLeast, count, figure, times, type Row } from './row.ts'
import { hearth, officialChat, stockFeathers, type Subject } from './subjects.ts'

const { values } = parseArgs({ strict: false, options: { django: { type: 'boolean' } } })

/** What is not compiled yet is not what a message costs: V8 needs some thousand of them (ms). */
const WARM = 10_000

/** Messages that are authenticated, checked, stored durably and delivered, at 1, 100 and 1,000 sockets. */
export const stored = async (): Promise<Row[]> => {
  const subjects = [hearth, stockFeathers, officialChat, ...(values.django ? [django] : [])]
  const rounds = await interleaved(subjects, async ({ load }) => {
    const figures = { at1: 0, at100: 0, at1000: 0, busy: 0, missing: 0 }
    let listeners = 0
    for (const [name, wanted] of [
      ['at1', 1],
      ['at100', 100],
      ['at1000', 1_000]
    ] as const) {
      await load.connect(wanted - listeners)
      listeners = wanted
      const run = await load.closed({ warm: WARM })
      figures[name] = (run.heard / run.ms) * 1000
      figures.busy = Math.max(figures.busy, run.busy)
      figures.missing += run.missing
    }
    return figures
  })
  const shown = (of: 'at1' | 'at100' | 'at1000') =>
    subjects.map(({ name }) => `${name} ${count(rounds.of(name, (figures) => figures[of]))}`).join(', ')
  const against = ({ name }: Subject, of: 'at1' | 'at100' | 'at1000') =>
    rounds.ratio(hearth.name, name, (figures) => figures[of])
  return [
    figure('Stored messages per second, one socket', shown('at1')),
    atLeast('the same, against stock Feathers', against(stockFeathers, 'at1'), 5, times),
    figure('Deliveries per second of stored messages, 100 sockets', shown('at100')),
    atLeast('the same, against stock Feathers', against(stockFeathers, 'at100'), 8, times),
    atLeast('the same, against the official Feathers chat', against(officialChat, 'at100'), 8, times),
    ...(values.django ? [atLeast('the same, against Django Channels', against(django, 'at100'), 25, times)] : []),
    figure('Deliveries per second of stored messages, 1,000 sockets', shown('at1000')),
    ...(values.django ? [atLeast('the same, against Django Channels', against(django, 'at1000'), 40, times)] : [])
  ]
}
