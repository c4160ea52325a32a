import { get } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { HearthTarget, Target } from './hearth.ts'
import { asked, secondsSince, start, type Row } from './tool.ts'

/** Each attack ends when the server has cut it off, at the latest after this (s). */
const MOST = 90
/** Whoever comes meanwhile is answered within this (ms). */
const PATIENCE = 1_000
const LOOK_EVERY = 500
/** Lines that an idle server may have: those of whoever looks. */
const FEW = 5

/** What an attack is aimed at. */
interface Aim {
  target: Target
  /** A call with a body; an answer that is large; what others ask for meanwhile. */
  body: string
  large: string
  calls: string[]
  token?: string
}

interface Siege {
  /** The longest that somebody else waited (ms). */
  slowest: number
  /** Most lines at a time, and when they were cut off (s). */
  peak: number
  cutAfter?: number
  /** What the tool says. */
  unavailable: boolean
}

interface Attack {
  lines: number
  /** So many are opened each second. */
  rate: number
  args: (aim: Aim) => string[]
}

const ATTACKS: Record<string, Attack> = {
  'slow headers': { lines: 500, rate: 100, args: ({ target }) => ['-H', '-i', '5', '-u', `${target.url}/`] },
  'slow body': {
    lines: 500,
    rate: 100,
    args: ({ target, body }) => ['-B', '-i', '5', '-s', '8192', '-f', 'application/json', '-u', target.url + body]
  },
  // fewer: the large answers to all are in memory at once
  'slow read': {
    lines: 100,
    rate: 10,
    args: ({ target, large, token = '' }) =>
      // it has no option for other headers than cookies
      [
        '-X',
        '-w',
        '10',
        '-y',
        '20',
        '-n',
        '5',
        '-z',
        '32',
        '-u',
        target.url + large,
        '-j',
        `a=1\r\nAuthorization: Bearer ${token}`
      ]
  }
}

/** Shown to shut the planted server; then attacks Hearth, while others go on using it. */
export const slowhttptest = async (planted: Target, hearth: HearthTarget, folder: string): Promise<Row> => {
  const plantedAim: Aim = { target: planted, body: '/people', large: '/big', calls: ['/'] }
  const { token, longRoomId } = hearth
  const large = `/api/messages?roomId=${longRoomId}&rev[$gt]=0&$limit=500&$sort[rev]=1`
  const calls = ['/health/live', '/api/rooms']
  const aim: Aim = { target: hearth, body: '/api/authentication', large, calls, token }
  const holes: string[] = []
  const held: string[] = []
  const findings: string[] = []
  for (const [name, attack] of Object.entries(ATTACKS)) {
    const hole = await siege(
      attack,
      plantedAim,
      folder,
      ({ slowest, unavailable }) => unavailable && slowest > PATIENCE
    )
    if (!hole.unavailable || hole.slowest <= PATIENCE)
      throw new Error(`slowhttptest did not shut the planted server: ${name}`)
    holes.push(name)
    const seen = await siege(attack, aim, folder, ({ cutAfter }) => cutAfter !== undefined)
    if (seen.peak < attack.lines * 0.8) throw new Error(`slowhttptest opened ${String(seen.peak)} lines only: ${name}`)
    findings.push(...faultsOf(seen).map((fault) => `${name}: ${fault}`))
    held.push(
      `${name}: ${String(seen.peak)} lines, cut after ${String(seen.cutAfter ?? '—')} s, others ≤ ${seen.slowest.toFixed(0)} ms`
    )
    console.log(`  slowhttptest ${held.at(-1) ?? ''}`)
  }
  return { tool: 'slowhttptest', planted: `not available: ${holes.join(', ')}`, hearth: held.join('; '), findings }
}

const faultsOf = ({ slowest, cutAfter, unavailable }: Siege) => [
  ...(slowest > PATIENCE ? [`somebody else waited longer than ${String(PATIENCE)} ms`] : []),
  ...(cutAfter === undefined ? [`lines were not cut off within ${String(MOST)} s`] : []),
  ...(unavailable ? ['service not available'] : [])
]

/** Runs one attack until `isOver`, and looks twice a second how others fare. */
const siege = async (
  { lines, rate, args }: Attack,
  aim: Aim,
  folder: string,
  isOver: (seen: Siege) => boolean
): Promise<Siege> => {
  const how = ['-c', String(lines), '-r', String(rate), '-l', String(MOST), '-p', '2']
  const running = start('slowhttptest', [...how, ...args(aim)], folder)
  const since = performance.now()
  const seen: Siege = { slowest: 0, peak: 0, unavailable: false }
  while (!isOver(seen) && secondsSince(since) < MOST && !asked.signal.aborted) {
    const times = await Promise.all(aim.calls.map((path) => timeOf(`${aim.target.url}${path}`, aim.token)))
    const open = await aim.target.connections()
    seen.slowest = Math.max(seen.slowest, ...times)
    seen.peak = Math.max(seen.peak, open)
    seen.unavailable ||= /service available:\s+NO/.test(running.output())
    if (seen.peak > lines / 2 && open <= FEW) seen.cutAfter ??= secondsSince(since)
    await sleep(LOOK_EVERY)
  }
  running.stop()
  await running.ended
  return seen
}

/** On a line of its own, as somebody who just came. Infinity when there is no answer (ms). */
const timeOf = (url: string, token?: string) =>
  new Promise<number>((resolve) => {
    const since = performance.now()
    const headers = token ? { authorization: `Bearer ${token}` } : {}
    const call = get(url, { agent: false, headers, timeout: 3 * PATIENCE }, (answer) => {
      answer.resume()
      answer.once('end', () => resolve(answer.statusCode === 200 ? performance.now() - since : Infinity))
    })
    call.once('timeout', () => call.destroy(new Error('no answer')))
    call.once('error', () => resolve(Infinity))
  })
