/**
 * What has to be done when a test file is over. The test files of the API share a process, two of them at a time, and what they
 * import is loaded once: a hook that such a module registered for itself would be one of the first file only. So every-file.ts,
 * which runs anew for each file, registers them all.
 */
const endings: (() => Promise<unknown>)[] = []
/** Has `end` done when the file is over, before what was begun earlier ends. */
export const atEnd = (end: () => Promise<unknown>) => void endings.push(end)

/** Ends what the file began, the last first; one that fails does not keep the others. */
export const endAll = async () => {
  const failures: unknown[] = []
  for (const end of endings.splice(0).reverse()) await end().catch((failure: unknown) => failures.push(failure))
  if (failures.length > 0) throw failures[0]
}

/** What is looked after while it runs: each says what went wrong with it since the last time, in words. */
export const watched = new Set<() => Promise<string[]>>()
let lookedAt = Date.now()
/** To look after each of thousands of cells would double the time of a run (ms). */
const LOOK_EVERY = 1_000

/** No test may make a server say a secret: not in an answer, an event or a line of its log. */
export const findLeaks = async () => {
  lookedAt = Date.now()
  return (await Promise.all([...watched].map((leaks) => leaks()))).flat()
}
export const isTimeToLook = () => Date.now() - lookedAt > LOOK_EVERY
