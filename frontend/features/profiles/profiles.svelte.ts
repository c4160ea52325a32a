import type { Profile, ProfilePatch } from '$sdk'
import { SvelteMap } from 'svelte/reactivity'
import { client } from '../../lib/api.ts'
import { hueOf } from '../../lib/hue.ts'
import { session } from '../sessions/session.svelte.ts'

/** As many ids as one question may carry. */
const MOST_IDS = 100

/** Stands in until the profile has come; keeps its place without saying anything wrong. */
const placeholder = (id: string): Profile => ({
  id,
  handle: '',
  displayName: '…',
  bio: '',
  pronouns: '',
  timezone: null,
  links: [],
  avatarId: null,
  avatarUrl: null,
  hue: hueOf(id),
  supporterSince: null,
  createdAt: 0
})

/** Everybody's public face: asked for once and in batches, then kept true by events. */
class Profiles {
  readonly #known = new SvelteMap<string, Profile>()
  readonly #asked = new Set<string>()
  /** Asked for without an answer: the line was lost. */
  readonly #missed = new Set<string>()
  #wanted = new Set<string>()

  /** The profile, or a placeholder while it is on its way: the view changes by itself when it comes. */
  get(id: string): Profile {
    const profile = this.#known.get(id)
    if (!profile && id && !this.#asked.has(id)) this.#want(id)
    return profile ?? placeholder(id)
  }

  /** One's own. */
  get me() {
    return this.get(session.userId)
  }

  /** The profile if it is known; it is asked for if not. */
  of(id: string): Profile | undefined {
    this.get(id)
    return this.#known.get(id)
  }

  /** @returns undefined when nobody has this handle @throws {PublicError} */
  async byHandle(handle: string) {
    const { data } = await client.service('profiles').find({ query: { handle: handle.toLowerCase(), $limit: 1 } })
    return this.#keep(data)[0]
  }

  /** People whose handle or a word of whose name begins with `text`; all people when it is empty. @throws {PublicError} */
  async search(text: string, most = 20) {
    const search = text.trim()
    const query = { ...(search && { search }), $limit: most, $sort: { displayName: 1 as const } }
    return this.#keep((await client.service('profiles').find({ query })).data)
  }

  /** Changes one's own face; everybody sees it at once. @throws {PublicError} */
  async change(patch: ProfilePatch) {
    return this.#keep([await client.service('profiles').patch(session.userId, patch)])[0]
  }

  /** What was kept stands until it is asked for anew. */
  recall(profiles: readonly Profile[]) {
    for (const profile of profiles) if (!this.#known.has(profile.id)) this.#keep([profile])
  }

  toKeep(): Profile[] {
    return [...this.#known.values()]
  }

  /** @returns its cleanup */
  listen() {
    const keep = (profile: Profile) => void this.#keep([profile])
    const service = client.service('profiles')
    service.on('created', keep)
    service.on('patched', keep)
    return () => {
      service.off('created', keep)
      service.off('patched', keep)
    }
  }

  /** After a lost line: changes and answers were missed, so all that is known or waited for is asked for anew. */
  refresh() {
    for (const id of [...this.#known.keys(), ...this.#missed]) this.#want(id)
  }

  #want(id: string) {
    this.#asked.add(id)
    if (this.#wanted.size === 0) requestAnimationFrame(() => void this.#fetch())
    this.#wanted.add(id)
  }

  async #fetch() {
    const ids = [...this.#wanted]
    this.#wanted = new Set()
    for (let at = 0; at < ids.length; at += MOST_IDS) {
      const batch = ids.slice(at, at + MOST_IDS)
      try {
        const { data } = await client.service('profiles').find({ query: { id: { $in: batch }, $limit: MOST_IDS } })
        this.#keep(data)
      } catch {
        for (const id of batch) this.#missed.add(id)
      }
    }
  }

  #keep(profiles: Profile[]) {
    for (const profile of profiles) {
      this.#asked.add(profile.id)
      this.#missed.delete(profile.id)
      this.#known.set(profile.id, profile)
    }
    return profiles
  }
}

export const profiles = new Profiles()
