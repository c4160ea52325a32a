import type { Application } from '../../declarations.ts'
import { advance } from './clock.ts'
import { deliver } from './deliveries.ts'
import { run } from './runner.ts'
import { listen } from './server.ts'
import { foundWorld, stateNow, worldOf, type World } from './world.ts'

export { sandboxControl, type SandboxControl } from './control.ts'
export { sandboxRoutes } from './pages/routes.ts'
export type { Chaos } from './world.ts'

/** What the payment adapter needs to speak to it. */
export interface SandboxAccess {
  host: string
  port: number
  secretKey: string
  webhookSecret: string
}

export interface Sandbox extends SandboxAccess {
  close(): Promise<void>
  /** Moves the sandbox's clock forward (ms), and does what would have happened meanwhile. */
  advance(ms: number): Promise<void>
  /** Sends the webhooks that are due, and waits for the answers. */
  deliver(): Promise<void>
}

/** One clock and one messenger a process, however many have started the sandbox of an app. */
const runners = new WeakMap<World, { users: number; end: () => Promise<void> }>()

/**
 * A payment world that answers like Stripe: on 127.0.0.1 at a free port, with its state in the database, so that it survives
 * restarts and several nodes share it. No money ever moves.
 */
export const startSandbox = async (app: Application, { now }: { now?: () => number } = {}): Promise<Sandbox> => {
  const world = worldOf(app)
  if (now) world.realNow = now
  await foundWorld(world)
  const { secretKey, webhookSecret } = await stateNow(world)
  const { host, port, close } = await listen(world)
  const runner = runners.get(world) ?? { users: 0, end: run(world) }
  runner.users++
  runners.set(world, runner)
  return {
    host,
    port,
    secretKey,
    webhookSecret,
    advance: (ms) => advance(world, ms),
    deliver: () => deliver(world),
    async close() {
      if (--runner.users === 0) {
        runners.delete(world)
        await runner.end()
      }
      await close()
    }
  }
}
