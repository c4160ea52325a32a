import type { HookContext } from '../../../declarations.ts'

/** The same message sent once more is heard by nobody. */
export const hushRepeated = (context: HookContext) => {
  if (context.params.repeated) context.event = null
}
