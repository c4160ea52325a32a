import type { Profile } from '$sdk'
import { later } from '../../lib/later.svelte.ts'
import { profiles } from '../profiles/profiles.svelte.ts'

/** People whose name or handle begins with what is being written. Call it while a component starts. */
export const peopleSearch = (text: () => string) => {
  const calm = later(text)
  let found = $state.raw<readonly Profile[]>([])
  let waiting = $state(true)
  $effect(() => {
    let current = true
    profiles
      .search(calm.value)
      .then((people) => {
        if (current) found = people
      })
      .catch(() => undefined)
      .finally(() => {
        if (current) waiting = false
      })
    return () => {
      current = false
    }
  })
  return {
    get found() {
      return found
    },
    get waiting() {
      return waiting
    }
  }
}
