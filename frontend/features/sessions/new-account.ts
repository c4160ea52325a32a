/** What the sign-up form holds. */
export interface NewAccount {
  displayName: string
  handle: string
  email: string
  password: string
}

export const emptyAccount = (): NewAccount => ({ displayName: '', handle: '', email: '', password: '' })

/** As the server takes it. */
export const asUser = ({ displayName, handle, email, password }: NewAccount) => ({
  displayName: displayName.trim(),
  handle,
  email: email.trim(),
  password
})
