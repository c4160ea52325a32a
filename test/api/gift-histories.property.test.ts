import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ACTS, aCompany, history, type Company } from '../support/gift-world.ts'
import { FAULTS, misbehave, type Fault } from '../support/gift-world.faults.ts'
import { live } from '../support/gift-world.live.ts'

/** More histories: GIFT_RUNS=1000 (from 60 on, every kind of act must have been done once); others: GIFT_SEED=2. */
const RUNS = Number(process.env.GIFT_RUNS ?? 20)
const SEED = Number(process.env.GIFT_SEED ?? 5)
const MOST_TIME = 60_000 + RUNS * 5_000

/**
 * Three gifts (by card, by bank debit, monthly) are paid, declined, given back here and there, disputed, shown and hidden, while
 * notices are lost, doubled, held back and told in any order, the provider does not answer, and months go by. After every step the
 * app is right in itself: each transaction sums to zero, a gift's income is what was paid less what went back and what was lost, a
 * gift that ever came is one message, one receipt and one charge, and the campaign shows what the ledger says. When the app has
 * looked, it has what the provider has; receipts have no gaps; and whoever only listened holds what a fresh load answers.
 */
const property = (company: Company, done?: Set<string>) =>
  fc.asyncProperty(history, (acts) => live(company, acts, done))

test(
  'whatever happens in whatever order: the books, the room and the provider say the same',
  async () => {
    const done = new Set<string>()
    await fc.assert(property(await aCompany(), done), {
      ...{ numRuns: RUNS, seed: SEED },
      ...{ interruptAfterTimeLimit: MOST_TIME - 10_000, markInterruptAsFailure: true }
    })
    // what is refused each time proves nothing
    if (RUNS >= 60) expect(done).toEqual(ACTS)
  },
  MOST_TIME
)

test.each(Object.entries(FAULTS) as [Fault, RegExp][])(
  'a server that %s is found out',
  async (which, words) => {
    // what it does wrong stays in its books
    const company = await aCompany()
    misbehave(company.hearth.app, () => which)
    const run = await fc.check(property(company), { numRuns: 40, seed: SEED, endOnFailure: true })
    expect(String(run.errorInstance)).toMatch(words)
  },
  MOST_TIME
)
