import type { Campaign } from '$sdk'
import { client, socket } from '../../lib/api.ts'
import { profiles } from '../profiles/profiles.svelte.ts'

/** For who is signed in: hears of one campaign as it changes, and when the line is back. @returns what ends it */
export const follow = (id: string, hear: (row: Campaign) => void, again: () => void) => {
  const heard = (row: Campaign) => {
    if (row.id === id) hear(row)
  }
  client.service('campaigns').on('patched', heard)
  socket.on('connect', again)
  return () => {
    client.service('campaigns').off('patched', heard)
    socket.off('connect', again)
  }
}

/** The face of a member who gave; it comes a moment later when it is not known yet. */
export const faceOf = (userId: string) => profiles.get(userId)
