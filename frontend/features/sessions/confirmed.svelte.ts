import { mount, unmount } from 'svelte'
import { asPublicError } from '../../lib/http.ts'

/** What the dialog is told, and what it tells. */
export interface StepUp {
  /** True once the session has proved who it is; false when the person thinks better of it. */
  answer: (done: boolean) => void
}

/** The person closed the dialog: nothing was done, and nothing needs to be said. */
export class NotConfirmed extends Error {
  override name = 'NotConfirmed'
}

/**
 * Does what may need a session that has just proved who it is. When the server asks for that, a dialog does, and the call is made
 * once more. @throws {PublicError}, or {NotConfirmed} when the dialog is closed
 */
export const confirmed = async <T>(call: () => Promise<T>): Promise<T> => {
  try {
    return await call()
  } catch (thrown) {
    if (asPublicError(thrown).data?.reason !== 'step_up_required') throw thrown
    if (!(await askAgain())) throw new NotConfirmed()
    return call()
  }
}

/** The dialog stands beside the app: it is fetched when it is wanted, wherever that is. */
const askAgain = async () => {
  const { default: StepUpDialog } = await import('./StepUp.svelte')
  let dialog: ReturnType<typeof mount> | undefined
  const done = await new Promise<boolean>((answer) => {
    dialog = mount(StepUpDialog, { target: document.body, props: { answer } })
  })
  if (dialog) void unmount(dialog)
  return done
}
