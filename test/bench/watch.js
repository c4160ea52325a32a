/**
 * Loaded into a server that is measured (`node --import`): tells on request how long its event loop stood still at most since
 * the last time it was asked (ms), and what was on its stack between two requests.
 */
import { Session } from 'node:inspector/promises'
import { monitorEventLoopDelay } from 'node:perf_hooks'

/** ms */
const STEP = 2
const delay = monitorEventLoopDelay({ resolution: STEP })
delay.enable()

const session = new Session()

const answers = {
  stall: async () => {
    const stall = Math.max(0, delay.max / 1e6 - STEP)
    delay.reset()
    return stall
  },
  profile: async () => {
    session.connect()
    await session.post('Profiler.enable')
    await session.post('Profiler.start')
  },
  profiled: async () => (await session.post('Profiler.stop')).profile
}

process.on('message', async (question) => process.send?.({ [question]: await answers[question]() }))
process.channel?.unref()
