interface ModuleInfo {
  readonly importers: readonly string[]
}
interface Modules {
  getModuleInfo(id: string): ModuleInfo | null
}

/** Where the page starts, the pages outside, and what everybody who is signed in needs at once. */
const START = /\/frontend\/(main|App)\.(ts|svelte)$/
const DOOR = /features\/sessions\/(SignIn|SignUp|Welcome)\.svelte$/
const HOUSE = /frontend\/Shell\.svelte$|features\/rooms\/RoomPage\.svelte$/

/** Whether one of `roots` imports the module, through others or not, without `import()`. */
const isPartOf = (roots: RegExp, id: string, modules: Modules, seen = new Set<string>()): boolean => {
  if (roots.test(id)) return true
  if (seen.has(id)) return false
  seen.add(id)
  return modules.getModuleInfo(id)?.importers.some((by) => isPartOf(roots, by, modules, seen)) ?? false
}

/**
 * Few files, each needed whole: left alone, the bundler makes one for every set of pages that share something, dozens in all.
 * The pages themselves stay files of their own, under their names.
 */
export const chunkOf = (id: string, modules: Modules) => {
  if (START.test(id) || DOOR.test(id) || HOUSE.test(id)) return null
  const [start, door, house] = [START, DOOR, HOUSE].map((roots) => isPartOf(roots, id, modules))
  if (start || (door && house)) return 'base'
  if (door) return 'door'
  if (house) return /node_modules|frontend\/lib\/api|\/api\/|\0/.test(id) && !id.includes('svelte') ? 'line' : 'house'
  return null
}
