import type { Application } from '../declarations.ts'
import { liftEnded } from '../services/sanctions/lift-ended.ts'
import { cutEnded } from './cut-ended.ts'
import { sweep } from './sweep.ts'

/** What is done from time to time, on every node: each job can run on several at once. */
const JOBS: { every: number; work: (app: Application) => Promise<void> }[] = [
  { every: 30_000, work: liftEnded },
  { every: 30_000, work: (app) => app.get('mail').deliver() },
  { every: 3600_000, work: sweep },
  // what other nodes do to sessions and people is heard through Redis; while it is silent, this node looks for itself
  { every: 2_000, work: async (app) => (app.get('nodes')?.state() === 'down' ? cutEnded(app) : undefined) },
  { every: 60_000, work: cutEnded }
]

/** Starts the jobs; answers how to end them. */
export const startJobs = (app: Application) => {
  const timers = JOBS.map(({ every, work }) => {
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
