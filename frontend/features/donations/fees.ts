import { exponentOf, type Community } from '$sdk'

type Fees = Community['giving']['fees']

/** What everything adds up to, in hundredths of a percent. */
const WHOLE = 10_000n

/**
 * What is to be paid so that `net` arrives, in minor units: `ceil((net + fixed) / (1 − percent))`, and no card network knows a
 * third decimal. The server says the same, and has the last word.
 */
export const withFees = (net: number, { percentBasisPoints, fixed }: Fees, currency: string) => {
  const step = exponentOf(currency) === 3 ? 10n : 1n
  // bigint: net × 10,000 may pass 2^53
  const part = (WHOLE - BigInt(percentBasisPoints)) * step
  const dividend = BigInt(net + fixed) * WHOLE
  return Number(((dividend + part - 1n) / part) * step)
}
