/** ms without a change */
const CALM = 180

/** A value that follows another once that has been calm for a moment (ms): not every keystroke asks the server. */
export const later = <T>(current: () => T, calm = CALM) => {
  let value = $state.raw(current())
  $effect(() => {
    const next = current()
    const timer = setTimeout(() => (value = next), calm)
    return () => clearTimeout(timer)
  })
  return {
    get value() {
      return value
    }
  }
}
