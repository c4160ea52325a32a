import { runDue } from './clock.ts'
import { deliver, isPending } from './deliveries.ts'
import type { World } from './world.ts'

/** How often the sandbox looks around while a delivery waits, and while nothing does (ms). */
const BUSY = 250
const IDLE = 2_000
/** What was just changed is told of at once, but after the change was answered (ms). */
const SOON = 10

/** Lets time pass in the sandbox: what is due happens, and Hearth is told of it. */
export const run = (world: World) => {
  let timer: NodeJS.Timeout | undefined
  let working: Promise<void> | undefined
  /** `wakes` counts how often something has changed, for a round to see that it was overtaken. */
  const state = { wakes: 0, ended: false }

  const next = (ms: number) => {
    clearTimeout(timer)
    if (!state.ended)
      timer = setTimeout(() => void (working ??= round().finally(() => (working = undefined))), ms).unref()
  }
  const round = async () => {
    const { wakes } = state
    let pending = true
    try {
      await runDue(world)
      await deliver(world)
      pending = await isPending(world)
    } catch (error) {
      if (!state.ended && !world.app.get('stopping'))
        world.app.get('logger').error({ err: error }, 'the sandbox stumbled')
    }
    next(state.wakes !== wakes ? SOON : pending ? BUSY : IDLE)
  }
  world.wake = () => {
    state.wakes++
    if (!working) next(SOON)
  }
  next(SOON)
  return async () => {
    state.ended = true
    clearTimeout(timer)
    world.wake = () => undefined
    await working
  }
}
