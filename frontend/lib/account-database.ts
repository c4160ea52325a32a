const PREFIX = 'hearth.'
const STORES = ['outbox', 'kept'] as const
type Store = (typeof STORES)[number]

/**
 * What this browser keeps for one account: messages that are not sent yet, and rooms to read without a line. Where the browser
 * forbids it (private windows) or is full, it lives as long as the page; no call ever fails.
 */
export class AccountDatabase {
  readonly #name: string
  readonly #memory = new Map<string, unknown>()
  #opening: Promise<IDBDatabase | undefined> | undefined

  constructor(account: string) {
    this.#name = PREFIX + account
  }

  async get<T>(store: Store, key: string): Promise<T | undefined> {
    const inMemory = this.#memory.get(`${store} ${key}`)
    return (inMemory ?? (await this.#ask(store, 'readonly', (rows) => rows.get(key)))) as T | undefined
  }

  async all<T>(store: Store): Promise<T[]> {
    const stored: unknown[] = (await this.#ask(store, 'readonly', (rows) => rows.getAll())) ?? []
    const inMemory = [...this.#memory].filter(([name]) => name.startsWith(`${store} `)).map(([, value]) => value)
    return [...stored, ...inMemory] as T[]
  }

  async put(store: Store, key: string, value: unknown): Promise<void> {
    const done = await this.#ask(store, 'readwrite', (rows) => rows.put(value, key))
    if (done === undefined) this.#memory.set(`${store} ${key}`, value)
    else this.#memory.delete(`${store} ${key}`)
  }

  async remove(store: Store, key: string): Promise<void> {
    this.#memory.delete(`${store} ${key}`)
    await this.#ask(store, 'readwrite', (rows) => rows.delete(key))
  }

  /** @returns nothing when the browser refused */
  async #ask<T>(store: Store, mode: IDBTransactionMode, question: (rows: IDBObjectStore) => IDBRequest<T>) {
    const database = await (this.#opening ??= this.#open())
    try {
      return await new Promise<T | undefined>((resolve, reject) => {
        if (!database) return resolve(undefined)
        const transaction = database.transaction(store, mode)
        const request = question(transaction.objectStore(store))
        transaction.oncomplete = () => resolve(request.result)
        transaction.onabort = () => reject(new Error(transaction.error?.message))
      })
    } catch {
      return undefined
    }
  }

  #open(): Promise<IDBDatabase | undefined> {
    return new Promise((resolve) => {
      try {
        const request = indexedDB.open(this.#name, 1)
        request.onupgradeneeded = () => STORES.forEach((store) => request.result.createObjectStore(store))
        request.onerror = () => resolve(undefined)
        request.onsuccess = () => {
          // somebody signs out: what is open cannot be deleted
          request.result.onversionchange = () => request.result.close()
          resolve(request.result)
        }
      } catch {
        resolve(undefined)
      }
    })
  }
}

/** Deletes what is kept of every account, and the files of the app itself. */
export const forgetAll = async () => {
  try {
    const databases = (await indexedDB.databases()).map(({ name = '' }) => name)
    await Promise.all([
      ...databases.filter((name) => name.startsWith(PREFIX)).map(deleted),
      ...(await caches.keys()).map((name) => caches.delete(name)),
      ...(await navigator.serviceWorker.getRegistrations()).map((worker) => worker.unregister())
    ])
  } catch {
    // nothing was kept, so nothing is to be forgotten
  }
}

const deleted = (name: string) =>
  new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(name)
    request.onsuccess = resolve
    request.onerror = resolve
    request.onblocked = resolve
  })
