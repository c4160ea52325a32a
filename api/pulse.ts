import { setTimeout as sleep } from 'node:timers/promises'

/** Who has not answered within so long (ms) is not there. */
export const LONGEST_PULSE = 2_000

/** Whether `question` is answered. Whoever asks while an answer is waited for gets the same one: asking is free. */
export const pulseOf = (question: () => Promise<unknown>) => {
  let asking: Promise<boolean> | undefined
  const ask = async () => {
    const answer = question().then(
      () => true,
      () => false
    )
    return Promise.race([answer, sleep(LONGEST_PULSE, false, { ref: false })])
  }
  return () => (asking ??= ask().finally(() => (asking = undefined)))
}
