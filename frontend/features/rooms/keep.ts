import type { AccountDatabase } from '../../lib/account-database.ts'
import { memberships } from '../memberships/memberships.svelte.ts'
import { messages } from '../messages/messages.svelte.ts'
import { profiles } from '../profiles/profiles.svelte.ts'
import { rooms } from './rooms.svelte.ts'

/** ms between two writings of what is shown */
const EVERY = 2_000

/**
 * Keeps my rooms and the ends of those I read last, so that they can be read without a line: written again and again while the
 * page is open, but only what has changed. @returns its cleanup
 */
export const keep = (database: AccountDatabase): (() => void) => {
  const written = new Map<string, unknown>()
  const write = (key: string, value: unknown, version: unknown) => {
    if (written.get(key) === version) return
    written.set(key, version)
    void database.put('kept', key, value)
  }
  const writeAll = () => {
    if (!rooms.loaded) return
    const { logs, gone } = messages.toKeep()
    for (const [roomId, log] of logs) write(`log ${roomId}`, { roomId, log }, log.rev)
    for (const roomId of gone) void database.remove('kept', `log ${roomId}`)
    const direct = new Set(rooms.all.flatMap(({ id, visibility }) => (visibility === 'direct' ? [id] : [])))
    const { mine, members } = memberships.toKeep()
    const named = members.filter(([roomId]) => direct.has(roomId))
    const around = { rooms: rooms.all, mine, members: named, profiles: profiles.toKeep() }
    write('around', around, JSON.stringify(around))
  }
  const timer = setInterval(writeAll, EVERY)
  addEventListener('pagehide', writeAll)
  return () => {
    clearInterval(timer)
    removeEventListener('pagehide', writeAll)
  }
}
