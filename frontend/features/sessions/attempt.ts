import { inWords } from '../../lib/http.ts'
import { toasts } from '../../lib/ui/toasts.svelte.ts'
import { NotConfirmed } from './confirmed.svelte.ts'

/** Does something that a button asked for: says `done` when it went well, what is wrong when it did not. @returns which */
export const attempt = async (work: () => Promise<unknown>, done?: string | (() => string)): Promise<boolean> => {
  try {
    await work()
    if (done) toasts.say(typeof done === 'string' ? done : done(), { kind: 'good' })
    return true
  } catch (thrown) {
    if (!(thrown instanceof NotConfirmed)) toasts.fail(inWords(thrown))
    return false
  }
}
