import type { HookContext } from '../../../declarations.ts'
import { refusal } from '../../../errors.ts'
import type { ProfilePatch } from '../profiles.schema.ts'

/** Names under which somebody could pass for the house itself. */
const RESERVED = new Set([
  'admin',
  'administrator',
  'owner',
  'moderator',
  'hearth',
  'system',
  'support',
  'root',
  'everyone',
  'here',
  'room',
  'all'
])

/** What no schema can say: that a time zone exists, that a picture is one's own, that a handle pretends to nothing. */
export const check = async ({ data, params, id }: HookContext) => {
  const { handle, timezone, avatarId } = data as ProfilePatch
  const mistake = (reason: 'invalid_timezone' | 'not_own_image' | 'invalid_handle', path: string) => {
    const { message } = refusal(reason)
    return refusal(reason, { errors: [{ path, message, reason }] })
  }
  if (handle && RESERVED.has(handle)) throw mistake('invalid_handle', '/handle')
  if (timezone && !isTimeZone(timezone)) throw mistake('invalid_timezone', '/timezone')
  if (avatarId) {
    const image = await params.transaction!.trx!('files')
      .where({ id: avatarId, userId: String(id) })
      .first('id')
    if (!image) throw mistake('not_own_image', '/avatarId')
  }
}

const isTimeZone = (name: string) => {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }))
  } catch {
    return false
  }
}
