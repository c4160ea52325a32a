import { v7 as uuidv7 } from 'uuid'
import { setTimeout as sleep } from 'node:timers/promises'
import { ms } from './figures.ts'
import { post } from './people.ts'
import { atMost, figure, type Row } from './row.ts'
import { aHearthOf, asking, rawWs, type Running } from './subjects.ts'

const LISTENERS = 5_000
/** What is said while nobody hears it. */
const MISSED = 20
/** The longest that a client of ours waits before it tries again (ms). */
const SPREAD = 4_000

/** ms */
const REST = 3_000

const seconds = (value: number) => `${value.toFixed(1)} s`

/** A crowd whose network goes away, and who come back. */
export const cut = async (): Promise<Row[]> => [...(await ours()), await floor()]

const ours = async (): Promise<Row[]> => {
  const { load, program, crowd, stop } = await aHearthOf(1_000)
  try {
    const owner = { email: '', token: crowd.tokens[0] ?? '' }
    const say = () =>
      post(program.url, owner, 'messages', { id: uuidv7(), roomId: crowd.roomId, text: 'while you were away' })
    await load.connect(LISTENERS)
    const last = (await say()) as unknown as { rev: number }
    const atCut = await stallOfCut({ load, program })
    for (let i = 0; i < MISSED; i++) await say()
    const missed = { roomId: crowd.roomId, rev: { $gt: last.rev }, $sort: { rev: 1 }, $limit: 500 }
    await load.catchUp(asking('messages', missed))
    await program.stall()
    const back = await load.back(SPREAD)
    const atReturn = await program.stall()
    const lost = LISTENERS * MISSED - back.found
    console.log(
      `  cut ${ms(atCut)}, return ${ms(atReturn)}, ${back.ready} back in ${ms(back.ms)}, ${back.retries} tried again`
    )
    return [
      atMost('5,000 sockets cut at once: longest stall', atCut, 100, ms),
      atMost('longest stall while they come back', atReturn, 100, ms),
      atMost(
        `all back, within ${SPREAD / 1000} s of jitter, and caught up`,
        back.ms / 1000,
        30,
        seconds,
        back.ready < LISTENERS ? ` (${back.ready} of them)` : ''
      ),
      atMost('messages lost on the way', lost, 0, String)
    ]
  } finally {
    await stop()
  }
}

/** How long all others wait while a server learns that everybody is gone (ms). */
const stallOfCut = async ({ load, program }: Pick<Running, 'load' | 'program'>) => {
  await sleep(REST)
  await program.stall()
  await load.cut()
  await sleep(REST)
  return program.stall()
}

/** What no server on Node gets below. */
const floor = async (): Promise<Row> => {
  const { load, program, stop } = await rawWs.start()
  try {
    await load.connect(LISTENERS)
    return figure('the same cut on raw `ws`: longest stall', ms(await stallOfCut({ load, program })))
  } finally {
    await stop()
  }
}
