import { setTimeout as sleep } from 'node:timers/promises'

/** Waits until it holds, at most `patience` ms. Answers whether it does. */
export const until = async (holds: () => boolean | Promise<boolean>, patience: number) => {
  const since = performance.now()
  for (;;) {
    if (await holds()) return true
    if (performance.now() - since > patience) return false
    await sleep(20)
  }
}
