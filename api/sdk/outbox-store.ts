import type { Pending } from './outbox.ts'

/**
 * Where unsent messages are kept: one place for each account, one entry for each message. What it cannot keep for long it
 * keeps as long as it can; it never refuses.
 */
export interface OutboxStore {
  load(): Promise<readonly Pending[]>
  put(item: Pending): Promise<void>
  remove(id: string): Promise<void>
}

export const memoryStore = (): OutboxStore => {
  const items = new Map<string, Pending>()
  return {
    load: () => Promise.resolve([...items.values()]),
    put: (item) => Promise.resolve(void items.set(item.id, item)),
    remove: (id) => Promise.resolve(void items.delete(id))
  }
}
