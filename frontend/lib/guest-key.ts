/** The key of a gift without an account, kept while the window is open. Where the browser forbids storage, it is in the address alone. */
export const guestKey = (id: string): string | null => {
  try {
    return sessionStorage.getItem(`hearth.guest.${id}`)
  } catch {
    return null
  }
}
