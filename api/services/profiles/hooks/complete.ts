import type { HookContext } from '../../../declarations.ts'
import { searchText } from '../../../search.ts'
import type { Profile } from '../profiles.schema.ts'

/** A new face: everything that its owner has not chosen yet. The hue follows from the id, so that nobody begins alike. */
export const complete = (context: HookContext) => {
  const { id, handle, displayName, ...chosen } = context.data as Partial<Profile> &
    Pick<Profile, 'id' | 'handle' | 'displayName'>
  const hue = Number.parseInt(id.slice(-4), 16) % 12
  const blank = {
    bio: '',
    pronouns: '',
    timezone: null,
    links: [],
    avatarId: null,
    supporterSince: null,
    createdAt: Date.now()
  }
  context.data = { ...blank, hue, ...chosen, id, handle, displayName }
}

/** The columns behind the fields: links as JSON, and the words that a search compares. */
export const toColumns = async (context: HookContext) => {
  const { links, ...data } = context.data as Partial<Profile>
  const { handle, displayName } = { ...(context.params.record as Profile | undefined), ...data }
  const search = handle && displayName ? { search: searchText(displayName, handle) } : {}
  context.data = { ...data, ...search, ...(links && { links: JSON.stringify(links) }) }
}
