import { tick } from 'svelte'

/** ms of a long press, and how many px the finger may wander meanwhile */
const LONG = 450
const WANDER = 8

/** A long press on a message opens what can be done with it, when the finger is lifted. `show` makes its bar appear. */
export const rowTouch = (log: HTMLElement, show: (id: string | undefined) => void, signal: AbortSignal) => {
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
    if (!row) return
    await import('./MessageBar.svelte')
    await tick()
    // after the browser has done with the touch: it would take it for one beside the menu, and close it
    setTimeout(() => row.querySelector<HTMLElement>('[data-key="m"]')?.click())
  }

  const listeners = { pointerdown: press, pointermove: wander, pointerup: () => void lift(), pointercancel: cancel }
  for (const [event, listener] of Object.entries(listeners))
    log.addEventListener(event, listener as EventListener, { passive: true, signal })
  log.addEventListener('contextmenu', (event) => held && event.preventDefault(), { signal })
  signal.addEventListener('abort', cancel)
}
