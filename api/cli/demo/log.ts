import { v7 as uuidv7 } from 'uuid'
import type { DemoMessage } from './types.ts'

/** A message with its place in the log of its room. */
interface Entry {
  id: string
  replyTo: string | null
  seq: number
  rev: number
  message: DemoMessage
}

/**
 * The log of one room, as it would stand had everything really been sent, edited and deleted at its time: `seq` counts the
 * messages, `rev` all changes, and a message carries its latest.
 */
export const logOf = (messages: DemoMessage[], room: string | number) => {
  const entries = new Map<number, Entry>()
  const changes: { at: number; entry: Entry }[] = []
  messages.forEach((message, index) => {
    if (message.room !== room) return
    const parent = message.replyTo === undefined ? undefined : entries.get(message.replyTo)
    const entry = {
      id: uuidv7({ msecs: message.at }),
      replyTo: parent?.id ?? null,
      seq: entries.size + 1,
      rev: 0,
      message
    }
    entries.set(index, entry)
    for (const at of [message.at, message.editedAt, message.deletedAt])
      if (at !== undefined) changes.push({ at, entry })
  })
  changes.sort((a, b) => a.at - b.at)
  changes.forEach(({ entry }, index) => {
    entry.rev = index + 1
  })
  return { entries: [...entries.values()], lastSeq: entries.size, lastRev: changes.length }
}
