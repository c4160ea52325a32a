import type { Anchor } from '../../lib/anchor.svelte.ts'
import type { RoomMessages } from './room-messages.svelte.ts'
import { LAST } from './rows.ts'

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

  $effect(() => {
    // at the end everything is seen, also what was deleted and has no row
    const seq = anchor.atEnd && log.items.length > 0 ? LAST : anchor.seen.last
    if (!focused || seq === 0) return
    const timer = setTimeout(() => log.read(seq), LOOK)
    return () => clearTimeout(timer)
  })
}
