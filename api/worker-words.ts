import cluster, { type Worker } from 'node:cluster'

/** What the processes of one Hearth say to each other, beside what their libraries do. */
export type WorkerWord =
  | { hearth: 'ready'; origin: string }
  | { hearth: 'metrics wanted'; question: number }
  | { hearth: 'metrics'; question: number; text: string }
  /** One of us ended in the middle of something. */
  | { hearth: 'missed' }
  | { hearth: 'turn wanted' }
  | { hearth: 'turn' }
  | { hearth: 'turn over' }

/** Whether this process is one of several that serve one port. */
export const isWorker = cluster.isWorker
/** The first of them, also after it was started anew, does what is to be done once. */
export const isFirst = !isWorker || process.env.HEARTH_WORKER === '1'

/** Says something to the process that started this worker. */
export const tellPrimary = (word: WorkerWord) => void process.send?.(word)

export const tellWorker = (worker: Worker, word: WorkerWord) => {
  if (worker.isConnected()) worker.send(word, () => undefined)
}

export const onWord = <Name extends WorkerWord['hearth']>(
  name: Name,
  hear: (word: Extract<WorkerWord, { hearth: Name }>) => void
) => {
  const listen = (word: WorkerWord) => {
    if (word.hearth === name) hear(word as never)
  }
  process.on('message', listen)
  return () => void process.off('message', listen)
}
