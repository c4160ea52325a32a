export type Params = Record<string, string | undefined>

interface Match<T> {
  route: T
  params: Params
}

const compile = (pattern: string) => {
  const source = pattern
    .split('/')
    .filter(Boolean)
    .map((part) => {
      if (!part.startsWith(':')) return `/${part}`
      const optional = part.endsWith('?')
      const name = part.slice(1, optional ? -1 : undefined)
      return optional ? `(?:/(?<${name}>[^/]+))?` : `/(?<${name}>[^/]+)`
    })
    .join('')
  return new RegExp(`^${source}/?$`)
}

const decoded = (groups: Params): Params | undefined => {
  try {
    return Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, value && decodeURIComponent(value)]))
  } catch {
    return undefined
  }
}

/**
 * A table of addresses: `/r/:slug/:seq?` takes `/r/garden` and `/r/garden/12`. The first that fits wins; an address with a
 * broken escape fits none.
 */
export const matcher = <T>(table: Record<string, T>) => {
  const routes = Object.entries(table).map(([pattern, route]) => ({ shape: compile(pattern), route }))
  return (path: string): Match<T> | undefined => {
    for (const { shape, route } of routes) {
      const found = shape.exec(path)
      const params = found && decoded({ ...found.groups })
      if (params) return { route, params }
    }
    return undefined
  }
}

/** An address of this site to go back to, or `/`: never another site, whatever the link says. */
export const safeReturn = (address: string | null) => {
  if (!address?.startsWith('/')) return '/'
  const url = new URL(address, 'http://here.invalid')
  return url.host === 'here.invalid' ? url.pathname + url.search + url.hash : '/'
}
