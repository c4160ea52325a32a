import { forgetAll } from './account-database.ts'

const PREFIX = 'hearth.'
/** Kept when somebody signs out: they say nothing about a person. */
const SHARED = ['theme']

/** A corner of localStorage, JSON in and out. Where the browser forbids it (private windows), nothing is remembered. */
export const storage = {
  get<T>(key: string): T | undefined {
    try {
      const text = localStorage.getItem(PREFIX + key)
      return text === null ? undefined : (JSON.parse(text) as T)
    } catch {
      return undefined
    }
  },

  set(key: string, value: unknown) {
    try {
      if (value === undefined) localStorage.removeItem(PREFIX + key)
      else localStorage.setItem(PREFIX + key, JSON.stringify(value))
    } catch {
      // A full or forbidden storage must not break the page.
    }
  },

  /** Forgets everything that belongs to the person who signed out. */
  async clearPrivate() {
    try {
      for (const key of Object.keys(localStorage))
        if (key.startsWith(PREFIX) && !SHARED.includes(key.slice(PREFIX.length))) localStorage.removeItem(key)
    } catch {
      // nothing was kept, so nothing is to be forgotten
    }
    await forgetAll()
  }
}
