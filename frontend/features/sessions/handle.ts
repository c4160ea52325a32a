/** The shape of a handle, as the server wants it. */
export const HANDLE = '[a-z0-9][a-z0-9_.\\-]{0,30}[a-z0-9]'
const LONGEST = 32

/** A handle made of a name: "Mina Okafór" becomes `mina.okafor`. Empty when nothing of the name can stand in one. */
export const suggestHandle = (name: string) => {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/[^a-z0-9]+/g, '.')
    .slice(0, LONGEST)
    .replace(/^\.+|\.+$/g, '')
  return plain.length >= 2 ? plain : ''
}
