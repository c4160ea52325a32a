import { v7 as uuidv7 } from 'uuid'
import type { Application } from '../declarations.ts'
import { renewRights, trustNodes } from './renew-rights.ts'

/** Rights that are in doubt are looked at anew this often (ms). */
const EVERY = 2_000

/** What a node knows of itself and of the others. */
interface Watch {
  id: string
  /** How often any node has said that it is alone. */
  beats: number
  doubts: boolean
  renewedAt: number
}
const watches = new WeakMap<Application, Watch>()

const watchOf = (app: Application): Watch => {
  const watch = watches.get(app) ?? { id: uuidv7(), beats: 0, doubts: false, renewedAt: 0 }
  watches.set(app, watch)
  return watch
}

/** Something may have happened to rights that nobody was told of: they are looked at anew in a moment. */
export const doubtRights = (app: Application) => void (watchOf(app).doubts = true)

/**
 * Looks at the rights of this node's sockets while there is reason to: this node is alone, another one is, or something is in
 * doubt. A node that Redis does not carry says so in the database, since who can be heard cannot know that somebody else is not.
 * Run it every second, and at once when Redis is lost.
 */
export const watchRights = async (app: Application) => {
  const watch = watchOf(app)
  const state = app.get('nodes')?.state()
  if (state === 'down') {
    watch.doubts = true
    // rights are read all the same, and where they cannot be, nobody hears a room
    await sayAlone(app, watch.id).catch(() => undefined)
  } else if (state === 'up') {
    const beats = await beatsOf(app)
    if (beats !== watch.beats) watch.doubts = true
    watch.beats = beats
  }
  if (!watch.doubts) trustNodes(app)
  else if (Date.now() - watch.renewedAt >= EVERY) {
    watch.renewedAt = Date.now()
    // what comes into doubt while they are read is for the next time
    watch.doubts = false
    try {
      await renewRights(app)
    } catch (error) {
      watch.doubts = true
      throw error
    }
  }
}

const sayAlone = (app: Application, id: string) =>
  app.get('database').transaction((trx) =>
    trx('lone_nodes')
      .insert({ id, beats: 1 })
      .onConflict('id')
      .merge({ beats: trx.raw('?? + 1', ['lone_nodes.beats']) })
  )

const beatsOf = async (app: Application) => {
  const [row] = await app.get('database').read('lone_nodes').sum<{ beats: number | string | null }[]>('beats as beats')
  return Number(row?.beats ?? 0)
}
