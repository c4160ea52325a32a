import { tick } from 'svelte'

/** ms of a long press, and how many px the finger may wander meanwhile */
const LONG = 450
const WANDER = 8

/** A long press on a message opens what can be done with it, when the finger is lifted. `show` makes its bar appear. */
export const rowTouch = (show: (id: string | undefined) => void) => (log: HTMLElement) => {
  let timer: ReturnType<typeof setTimeout> | undefined
  let from = { x: 0, y: 0 }
  let held: HTMLElement | undefined

  const cancel = () => {
    clearTimeout(timer)
    held = undefined
  }

  const press = ({ pointerType, target, clientX: x, clientY: y }: PointerEvent) => {
    cancel()
    const row = (target as Element).closest<HTMLElement>('[data-row]')
    if (pointerType === 'mouse' || !row || (target as Element).closest('a, button, textarea')) return
    from = { x, y }
    timer = setTimeout(() => {
      held = row
      show(row.dataset.id)
      if ('vibrate' in navigator) navigator.vibrate(10)
    }, LONG)
  }

  const wander = ({ clientX: x, clientY: y }: PointerEvent) => {
    if (Math.hypot(x - from.x, y - from.y) > WANDER) cancel()
  }

  const lift = async () => {
    const row = held
    cancel()
    await tick()
    if (row) setTimeout(() => row.querySelector<HTMLElement>('[data-key="m"]')?.click())
  }

  const listeners = { pointerdown: press, pointermove: wander, pointerup: () => void lift(), pointercancel: cancel }
  const stop = new AbortController()
  for (const [event, listener] of Object.entries(listeners))
    log.addEventListener(event, listener as EventListener, { passive: true, signal: stop.signal })
  log.addEventListener('contextmenu', (event) => held && event.preventDefault(), { signal: stop.signal })
  return () => {
    cancel()
    stop.abort()
  }
}
