import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import type { Chance } from '../random.ts'

/** The files of a database: the tables, and what was written since. The third, -shm, is made anew from the second. */
export const FILES = ['hearth.sqlite', 'hearth.sqlite-wal'] as const
type File = (typeof FILES)[number]
export type Contents = Record<File, Buffer>

/** A step of the server; steps overlap, so each has a beginning and an end, counted in lines of the log. */
type Step = { from: number; to: number } & (
  | { kind: 'write'; file: File; offset: number; bytes: Buffer }
  | { kind: 'truncate'; file: File; size: number }
  | { kind: 'sync'; file: File }
  | { kind: 'tell'; ids: string[] }
)

/** What a server did, in order, as strace saw it. */
export interface Recording {
  steps: readonly Step[]
  lines: number
}

/** The smallest piece that a disk writes whole (bytes). */
const SECTOR = 512

/** Reads a log of `recording` in strace.ts. */
export const readRecording = async (log: string): Promise<Recording> => {
  const steps: Step[] = []
  const unfinished = new Map<string, { from: number; call: string }>()
  let lines = 0
  for await (const text of createInterface({ input: createReadStream(log) })) {
    const at = lines++
    const [, pid = '', rest = ''] = /^(\d+)\s+(.*)$/.exec(text) ?? []
    if (rest.endsWith('<unfinished ...>')) {
      unfinished.set(pid, { from: at, call: rest })
      continue
    }
    const begun = rest.startsWith('<...') ? unfinished.get(pid) : { from: at, call: rest }
    if (!begun || !/\)\s+= \d+/.test(rest)) continue
    const step = stepOf(begun.call)
    if (step) steps.push({ ...step, from: begun.from, to: at } as Step)
  }
  // what never ended may have happened: nothing was told after it
  return { steps, lines }
}

/** The parts of a call that matter here; undefined for what has nothing to do with the database. */
const stepOf = (call: string) => {
  const [, name = '', coded = ''] = /^(\w+)\(\d+<([^>]*)>/.exec(call) ?? []
  const path = decoded(coded).toString()
  const file = FILES.find((one) => path.endsWith(`/${one}`))
  if (!file) return /^(write|writev|sendmsg)$/.test(name) && path.startsWith('socket:') ? tellOf(call) : undefined
  if (name === 'fsync' || name === 'fdatasync') return { kind: 'sync', file }
  if (name === 'ftruncate') return { kind: 'truncate', file, size: numbersAfter(call)[0] }
  if (name === 'pwrite64') return { kind: 'write', file, bytes: bytesOf(call), offset: numbersAfter(call)[1] }
  return undefined
}

/** What strace -xx writes of a string. */
const decoded = (text: string) => Buffer.from(text.replaceAll('\\x', ''), 'hex')

const bytesOf = (call: string) =>
  Buffer.concat([...call.matchAll(/"((?:\\x..)*)"/g)].map(([, text = '']) => decoded(text)))

/** The plain numbers after the first argument and the bytes. */
const numbersAfter = (call: string) => [...call.matchAll(/, (\d+)(?=[,)\s])/g)].map(([, number]) => Number(number))

/** Messages that went out: as an answer or as an event, to whomever. */
const tellOf = (call: string) => {
  const text = bytesOf(call).toString('latin1')
  const ids = [...text.matchAll(/"id":"([0-9a-f-]{36})","roomId":"[0-9a-f-]{36}","userId":"[0-9a-f-]{36}","seq"/g)]
  return ids.length > 0 ? { kind: 'tell', ids: ids.map(([, id = '']) => id) } : undefined
}

/** The lines in which something was told: the power is most interesting right after them. */
export const tellings = ({ steps }: Recording) => steps.flatMap((one) => (one.kind === 'tell' ? [one.from] : []))

/** Every message that had been told of when the power went. */
export const toldBefore = ({ steps }: Recording, line: number) =>
  new Set(steps.flatMap((one) => (one.kind === 'tell' && one.from <= line ? one.ids : [])))

/**
 * The files as a disk may hold them when the power goes at `line`: `base` and all that was durable by then; of the rest any part,
 * in any order, each sector for itself. A write is durable once a sync of its file that began after its end has ended.
 * That files exist, and their length where they were only written to, is taken to be durable with them.
 */
export const afterPowerLoss = (base: Contents, { steps }: Recording, line: number, chance: Chance): Contents => {
  const share = chance.one([0, 0.5, 1])
  const until = steps.filter(({ from }) => from <= line)
  const after = (file: File) => {
    const own = until.filter((step) => step.kind !== 'tell' && step.file === file)
    const synced = Math.max(-1, ...own.map((step) => (step.kind === 'sync' && step.to <= line ? step.from : -1)))
    const ends = own.map((step) => (step.kind === 'write' ? step.offset + step.bytes.length : 0))
    const bytes = Buffer.alloc(Math.max(base[file].length, ...ends))
    base[file].copy(bytes)
    let size = base[file].length
    for (const step of own) {
      const arrives = () => step.to < synced || chance.happens(share)
      if (step.kind === 'truncate' && arrives()) {
        bytes.fill(0, step.size)
        size = step.size
      }
      if (step.kind !== 'write') continue
      for (let at = 0; at < step.bytes.length; at += SECTOR) {
        if (!arrives()) continue
        const piece = step.bytes.subarray(at, at + SECTOR)
        piece.copy(bytes, step.offset + at)
        size = Math.max(size, step.offset + at + piece.length)
      }
    }
    return bytes.subarray(0, size)
  }
  return { [FILES[0]]: after(FILES[0]), [FILES[1]]: after(FILES[1]) }
}
