import { tick } from 'svelte'
import { announcer } from './announcer.svelte.ts'

/** Makes `change`, with a cross-fade of the main pane if that is `wanted` and the person likes movement. */
export const transition = async (wanted: boolean, change: () => void) => {
  const apply = async () => {
    change()
    await tick()
  }
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches
  if (!wanted || calm || !('startViewTransition' in document) || document.visibilityState !== 'visible') return apply()
  const { updateCallbackDone, ready, finished } = document.startViewTransition(apply)
  // A transition that is overtaken by the next one rejects these; the page itself has changed all the same.
  for (const step of [ready, finished]) step.catch(() => undefined)
  await updateCallbackDone
}

/** After a navigation the keyboard and the screen reader are at the top of the new page, unless it placed them itself. */
export const arrive = (scroll: number) => {
  document.querySelector('[data-scroll]')?.scrollTo({ top: scroll, behavior: 'instant' })
  const heading = document.querySelector<HTMLElement>('h1[tabindex="-1"]')
  const page = heading?.closest('[data-page]')
  if (!page?.contains(document.activeElement)) heading?.focus({ preventScroll: true })
  announcer.say(document.title)
}

/** A chunk that is gone after a deployment: the new page has it. Once a minute at most, or a broken build would loop. */
export const reloadOnce = (event: Event) => {
  const last = Number(sessionStorage.getItem('hearth.reloaded') ?? 0)
  if (Date.now() - last < 60_000) return
  event.preventDefault()
  sessionStorage.setItem('hearth.reloaded', String(Date.now()))
  location.reload()
}
