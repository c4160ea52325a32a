/**
 * The token of a link from a mail. It stands in the fragment, which browsers send to nobody, and is taken out of the address at
 * once: it must not stay in the history, nor be seen over a shoulder. To be made while a page is set up; the same page may be
 * given a second link, which loads nothing anew.
 */
export const linkToken = () => {
  let value = $state(take())
  $effect(() => {
    const takeNext = () => (value = take() || value)
    addEventListener('hashchange', takeNext)
    return () => removeEventListener('hashchange', takeNext)
  })
  return {
    get value() {
      return value
    }
  }
}

const take = () => {
  const token = location.hash.slice(1)
  if (token) history.replaceState(history.state, '', location.pathname + location.search)
  return token
}
