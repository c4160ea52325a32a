import type { Anchor } from '../../lib/anchor.svelte.ts'
import { rooms } from '../rooms/rooms.svelte.ts'
import type { RoomMessages } from './room-messages.svelte.ts'

/** ms for which a row must be on the screen to count as read */
const LOOK = 500

/** Marks as read what is on the screen long enough while the window has the focus. Call it while the component starts. */
export const reading = (log: RoomMessages, anchor: Anchor) => {
  let focused = $state(document.hasFocus())

  $effect(() => {
    const look = () => (focused = document.hasFocus())
    const leave = () => {
      look()
      if (document.visibilityState === 'hidden' && anchor.atEnd) log.away()
    }
    addEventListener('focus', look)
    addEventListener('blur', look)
    document.addEventListener('visibilitychange', leave)
    return () => {
      removeEventListener('focus', look)
      removeEventListener('blur', look)
      document.removeEventListener('visibilitychange', leave)
    }
  })

  // at the end everything is seen, also what was deleted and has no row. How many there are says nothing about what is new: of a
  // long room as many go at the top as come at the end
  const last = $derived(anchor.atEnd && log.items.length > 0 ? log.end : anchor.seen.last)

  $effect(() => {
    const seq = last
    // of what was kept the end is shown, above which there may be more that is unread
    if (!focused || seq === 0 || !rooms.loaded) return
    const timer = setTimeout(() => log.read(seq), LOOK)
    return () => clearTimeout(timer)
  })
}
