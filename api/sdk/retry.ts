/** As much of an error as says whether trying again can help. */
export interface Failure {
  /** HTTP status; absent when the line was lost before an answer came */
  code?: number
  message?: string
  data?: { retryAfter?: number }
}

/** 408 and 429 pass by themselves. Anything else between 400 and 499 no retry can help. */
export const isRefusal = ({ code = 0 }: Failure) => code >= 400 && code < 500 && code !== 408 && code !== 429

/** The first pause is at most this long; each is up to twice as long as the one before; none is longer (ms). */
const FIRST = 500
const LONGEST = 30_000

/**
 * How long to wait (ms): as long as the server says, otherwise anything up to twice as long as before ("full jitter"), so
 * that those who were cut off together do not come back together.
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export const pauseAfter = ({ data }: Failure, tries: number) =>
  data?.retryAfter ? data.retryAfter * 1000 : Math.random() * Math.min(LONGEST, FIRST * 2 ** tries)

export const sleep = (ms: number) => new Promise<void>((wake) => setTimeout(wake, ms))
