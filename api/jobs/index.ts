import type { Application } from '../declarations.ts'
import { compareWithProvider } from '../payments/compare-with-provider.ts'
import { reconcile } from '../payments/reconcile.ts'
import { liftEnded } from '../services/sanctions/lift-ended.ts'
import { renewRights, trustNodes } from './renew-rights.ts'
import { sweepFiles } from './sweep-files.ts'
import { sweep } from './sweep.ts'
import { watchRights } from './watch-rights.ts'
import { isFirst } from '../worker-words.ts'

interface Job {
  every: number
  work: (app: Application) => Promise<void>
}

/** What is done from time to time, on every node: each job can run on several at once. Of several workers, the first does it. */
const JOBS: Job[] = [
  { every: 30_000, work: liftEnded },
  { every: 30_000, work: (app) => app.get('mail').deliver() },
  { every: 5_000, work: reconcile },
  {
    every: 24 * 3600_000,
    work: async (app) => {
      await compareWithProvider(app, undefined, { mend: true })
    }
  },
  { every: 3600_000, work: sweep },
  { every: 3600_000, work: sweepFiles }
]

/** What every process does for its own sockets. */
const OWN_JOBS: Job[] = [
  // what other nodes do to sessions and people is heard through Redis; while it is silent, each looks for itself
  { every: 1_000, work: watchRights },
  { every: 60_000, work: renewRights }
]

/** Starts the jobs; answers how to end them. */
export const startJobs = (app: Application) => {
  trustNodes(app)
  const timers = [...(isFirst ? JOBS : []), ...OWN_JOBS].map(({ every, work }) => {
    let running = false
    const run = async () => {
      if (running) return
      running = true
      try {
        await work(app)
      } catch (error) {
        app.get('logger').error({ err: error }, 'a job failed')
      } finally {
        running = false
      }
    }
    return setInterval(() => void run(), every).unref()
  })
  return () => timers.forEach((timer) => clearInterval(timer))
}
