import { setTimeout as sleep } from 'node:timers/promises'
import { request, type Answer } from '../../support/people.ts'
import type { Absence } from '../history.ts'
import { allowed } from '../world/machine.ts'
import type { Town } from '../world/town.ts'
import { aReader, type Reader, type Reading } from './reader.ts'

/** So long somebody is in a room, or out of it (ms). */
const STAY = [600, 1_800] as const
const AGAIN = 300
/** On a busy machine rights may take so much longer (ms), not more: else it would never be seen whether they are gone. */
const MOST_LATER = 3_000

/** How long it is waited for a right to be gone on all nodes, if `ms` is the limit. */
export const goneWithin = (ms: number) => Math.min(allowed(ms), ms + MOST_LATER)

/** So long somebody comes and goes until they were shown out once, waited for that to be heard, and listened (ms). */
export const onceShownOut = (within: number) => 2 * (goneWithin(within) + STAY[1]) + 1_000

/** Somebody who is shown out of the den and let in again, over and over, and listens all the time. */
export interface Goer extends Reader {
  /** Lets them in for good. */
  settle(): Promise<void>
}

/** Where somebody comes and goes. */
interface Going {
  town: Town
  /** Where the owner shows them out and lets them in; left out, where they listen themselves. */
  keeper?: string
  /** They hear nothing any more so long after they were shown out (ms; the limit of a quiet machine). */
  within?: number
}

export const aGoer = (reading: Omit<Reading, 'person' | 'roomIds'>, { town, keeper, within = 0 }: Going): Goer => {
  const { history, chance } = reading
  const url = keeper ?? reading.url
  const silent = goneWithin(within)
  const { goer, den, owner, square } = town
  const reader = aReader({ ...reading, person: goer, roomIds: [square, den] })
  let going = true
  const pause = new AbortController()

  /** Asks until there is an answer; what is refused is not tried again. */
  const ask = async (method: string, path: string, body?: object): Promise<Answer> => {
    for (;;) {
      const answer = await request(url, method, path, { body, token: owner.token }).catch(() => undefined)
      if (answer && answer.status < 500) return answer
      if (answer) history.trouble(answer.status, answer.body?.data?.reason ?? '')
      await sleep(AGAIN)
    }
  }
  const pausing = (ms: number) => sleep(ms, undefined, { signal: pause.signal }).catch(() => undefined)
  const stay = () => pausing(chance.between(...STAY))

  const showOut = async () => {
    const { body } = await ask('GET', `/api/memberships?roomId=${den}&userId=${goer.id}`)
    const membership = body.data?.[0] as { id: string } | undefined
    if (membership) await ask('DELETE', `/api/memberships/${membership.id}`)
    else history.losses.push('the membership of somebody who was let in')
    const absence: Absence = { who: goer.name, roomId: den, from: performance.now() + silent, to: Infinity }
    history.absences.push(absence)
    return absence
  }
  const letIn = async (absence: Absence) => {
    absence.to = performance.now()
    await ask('POST', '/api/memberships', { roomId: den, userId: goer.id })
    reader.compare()
  }
  const comeAndGo = async () => {
    while (going) {
      await stay()
      const absence = await showOut()
      await pausing(silent)
      await stay()
      await letIn(absence)
    }
  }
  const coming = comeAndGo()

  return {
    ...reader,
    async settle() {
      going = false
      pause.abort()
      await coming
    }
  }
}
