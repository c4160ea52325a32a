const isMac = typeof navigator !== 'undefined' && /Mac|iP(hone|ad|od)/.test(navigator.userAgent)

/** How a shortcut is written on this machine: `Mod+K` is "⌘K" or "Ctrl K". */
export const keyName = (shortcut: string) =>
  isMac ? shortcut.replace('Mod+', '⌘').replace('Alt+', '⌥') : shortcut.replace('Mod', 'Ctrl').replaceAll('+', ' ')

const pressed = (event: KeyboardEvent) => {
  const parts = [
    (isMac ? event.metaKey : event.ctrlKey) && 'Mod',
    event.altKey && 'Alt',
    event.shiftKey && event.key.length > 1 && 'Shift'
  ].filter(Boolean)
  return [...parts, event.key.length === 1 ? event.key.toUpperCase() : event.key].join('+')
}

const isWriting = (target: EventTarget | null) =>
  target instanceof Element && target.closest('input, textarea, select, [contenteditable]') !== null

/**
 * Shortcuts for `<svelte:window onkeydown={shortcuts({ 'Mod+K': open, '?': help })} />`. Those without Mod or Alt are left
 * alone while somebody writes. An action that returns false lets the browser have the key.
 */
export const shortcuts = (actions: Record<string, (event: KeyboardEvent) => unknown>) => (event: KeyboardEvent) => {
  if (event.isComposing || event.defaultPrevented) return
  const name = pressed(event)
  const action = actions[name]
  if (!action || (isWriting(event.target) && !/Mod|Alt|Escape/.test(name))) return
  if (action(event) !== false) event.preventDefault()
}
