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
/** What everybody may see without an account, and what stands around it. */
const OPEN = /features\/campaigns\/(CampaignPage\.svelte|around\.ts)$/
/**
 * What comes a moment after the room: its menu, that of each message, what leads to the unread, the line of the hearth, and the
 * ways of a phone.
 */
const MENUS = /(rooms\/RoomMenu|messages\/(MessageBar|LogPills)|campaigns\/SidebarHearth|frontend\/BottomBar)\.svelte$/
/** The tables of currencies are large, and those who only read have no use for them. */
const MONEY = /\/api\/payments\/(currencies|money)\.ts$/
const STYLE = /&type=style|\.css$/
/** Whoever imports the SDK takes along only what it uses; the client itself is used by the house alone. */
const SDK = '/api/client.ts'

/** Whether one of `roots` imports the module, through others or not, without `import()`. */
const isPartOf = (roots: RegExp, id: string, modules: Modules, seen = new Set<string>()): boolean => {
  if (roots.test(id)) return true
  if (seen.has(id) || (roots === OPEN && id.endsWith(SDK))) return false
  seen.add(id)
  return modules.getModuleInfo(id)?.importers.some((by) => isPartOf(roots, by, modules, seen)) ?? false
}

/**
 * Few files, each needed whole: left alone, the bundler makes one for every set of pages that share something, dozens in all.
 * The pages themselves stay files of their own, under their names.
 */
export const chunkOf = (id: string, modules: Modules) => {
  if ([START, DOOR, HOUSE, OPEN].some((roots) => roots.test(id))) return null
  const [start, door, house, open] = [START, DOOR, HOUSE, OPEN].map((roots) => isPartOf(roots, id, modules))
  // two style sheets: one for what is painted first, wherever one comes in, and one for all the rest
  if (STYLE.test(id)) return start || door || house || open ? 'base' : 'later'
  if (start || (door && house)) return 'base'
  if (door) return 'door'
  if (MONEY.test(id)) return 'money'
  if (house && open) return 'common'
  if (house) return /node_modules|frontend\/lib\/api|\/api\/|\0/.test(id) && !id.includes('svelte') ? 'line' : 'house'
  return isPartOf(MENUS, id, modules) ? (open ? 'hearth' : 'menus') : null
}
