/** How often is looked (ms). */
const EVERY = 500

/**
 * A SIGTERM to `npm start` ends npm and its shell, which does not hand it on, and would leave the program running with nobody
 * to stop it. So a program that npm started asks itself to stop when its parent is gone.
 */
export const endWithNpm = () => {
  if (!process.env.npm_lifecycle_event || process.platform === 'win32') return
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch)
    process.kill(process.pid, 'SIGTERM')
  }, EVERY)
  watch.unref()
}
