import { guestKey } from '../../lib/guest-key.ts'

const nameOf = (id: string) => `hearth.guest.${id}`

/**
 * The key of a gift, as the link of its mail brings it. It is not left in the address: neither the history nor who looks over a
 * shoulder is to have it. Kept, it is still there when the provider sends the donor back.
 */
export const takeGuestKey = (id: string): string | undefined => {
  const [, key] = /^#([\w-]{43})$/.exec(location.hash) ?? []
  if (!key) return guestKey(id) ?? undefined
  try {
    sessionStorage.setItem(nameOf(id), key)
    history.replaceState(history.state, '', location.pathname + location.search)
  } catch {
    // where nothing can be kept it must stay in the address
  }
  return key
}

/** The gift belongs to an account now. */
export const forgetGuestKey = (id: string) => {
  if (guestKey(id) !== null) sessionStorage.removeItem(nameOf(id))
}
