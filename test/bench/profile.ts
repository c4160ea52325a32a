import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { aHearthOf } from './subjects.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const LISTENERS = 100
const SHOWN = 25

/** Where the time of a message goes, end to end with 100 listeners: prints what is on top of the stack, and in which package. */
export const profile = async () => {
  const { load, program, stop } = await aHearthOf(LISTENERS)
  try {
    await load.connect(LISTENERS)
    // what is not compiled yet is not what a message costs
    await load.closed()
    let [sent, cpu] = [0, program.cpu()]
    const { nodes, samples, timeDeltas } = await program.profile(async () => {
      const run = await load.closed({ warm: 0, ms: 10_000 })
      sent = run.sent
      cpu = program.cpu() - cpu
      console.log(`\n${((run.own / run.ms) * 1000).toFixed(0)} messages per second to ${LISTENERS} sockets,`)
    })
    console.log(`${((cpu / sent) * 1e6).toFixed(0)} µs of processor time each, all threads, with the profiler's own\n`)
    const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]))
    const [byFunction, byPackage] = [new Map<string, number>(), new Map<string, number>()]
    const add = (sums: Map<string, number>, name: string, us: number) =>
      sums.set(name, (sums.get(name) ?? 0) + us / sent)
    samples.forEach((sample, i) => {
      const { functionName, lineNumber, url } = frames.get(sample)!
      // 'dispatch' without a place is the profiler's own
      if (functionName === '(idle)' || (functionName === 'dispatch' && !url)) return
      const where = placeOf(url)
      add(byFunction, `${functionName || '(anonymous)'}  ${where}:${lineNumber + 1}`, timeDeltas[i] ?? 0)
      add(byPackage, packageOf(where) || functionName, timeDeltas[i] ?? 0)
    })
    show('function', byFunction)
    show('package', byPackage)
  } finally {
    await stop()
  }
}

const placeOf = (url: string) => (url.startsWith('file:') ? relative(ROOT, fileURLToPath(url)) : url.replace(ROOT, ''))

const packageOf = (where: string) =>
  /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(where)?.[1] ?? where.replace(/^node:.*/, 'node')

/** Self time a message (µs), the greatest first. */
const show = (title: string, sums: Map<string, number>) => {
  const all = [...sums.values()].reduce((sum, us) => sum + us, 0)
  console.log(`  share    µs  ${title}`)
  for (const [name, us] of [...sums].sort(([, a], [, b]) => b - a).slice(0, SHOWN))
    console.log(`${((us / all) * 100).toFixed(1).padStart(6)} % ${us.toFixed(1).padStart(6)}  ${name}`)
  console.log('')
}
