import { setTimeout as sleep } from 'node:timers/promises'
import { v7 as uuidv7 } from 'uuid'
import type { Message } from '../../../api/client.ts'
import { request } from '../../support/people.ts'
import type { Deed, History } from '../history.ts'
import type { Chance } from '../random.ts'
import type { Townsman } from '../world/town.ts'
import { keepLine, PATIENCE, type Sdk } from './line.ts'

/** Of all deeds so many are edits and deletions of what the writer said before. */
const EDITS = 0.08
const DELETIONS = 0.04
/** Between two tries (ms). */
const AGAIN = [100, 500] as const

/** Somebody who writes as an outbox does: one thing after the other, each sent until it is answered. */
export interface Writer {
  name: string
  /** When the last answer came. */
  answeredAt(): number
  /** Begins nothing new. Settles when what was begun is answered, at the latest after `patience` ms. */
  finish(patience: number): Promise<void>
  close(): void
}

export interface Writing {
  url: string
  person: Townsman
  roomIds: readonly string[]
  history: History
  chance: Chance
  /** Between an answer and the next deed (ms). */
  pause: number
  over: 'socket' | 'REST'
  /** Another version's. */
  sdk?: Sdk | undefined
}

export const aWriter = ({ url, person, roomIds, history, chance, pause, over, sdk }: Writing): Writer => {
  const { id: userId, name, token } = person
  const line = over === 'socket' ? keepLine(url, token, chance, () => undefined, sdk) : undefined
  /** What can still be changed. A message is changed once at most: a delayed try must not undo a later change. */
  const own: Deed[] = []
  let last = 0
  let count = 0
  let finishing = false
  let closed = false

  const call = async ({ kind, id, roomId, text }: Deed): Promise<Message> => {
    if (!line) return overRest(kind, id, roomId, text)
    await line.connected()
    const messages = line.client.service('messages')
    if (kind === 'say') return messages.create({ id, roomId, text })
    return kind === 'edit' ? messages.patch(id, { text }) : messages.remove(id)
  }
  const overRest = async (kind: Deed['kind'], id: string, roomId: string, text: string): Promise<Message> => {
    const rest = (method: string, path: string, body?: object) =>
      Promise.race([request(url, method, `/api/messages${path}`, { token, body }), tooLate()])
    const answer =
      kind === 'say'
        ? await rest('POST', '', { id, roomId, text })
        : await rest(kind === 'edit' ? 'PATCH' : 'DELETE', `/${id}`, kind === 'edit' ? { text } : undefined)
    if (answer.status >= 400) throw answer.body
    return answer.body as Message
  }

  /** Sends it until there is an answer. */
  const accomplish = async (deed: Deed) => {
    while (!closed) {
      deed.tries++
      try {
        history.answer(deed, await call(deed))
        last = performance.now()
        return
      } catch (error) {
        const { code, data } = error as { code?: unknown; data?: { reason?: string } }
        if (typeof code === 'number') {
          history.trouble(code, data?.reason ?? '')
          // an earlier try has removed it, and its answer was lost
          if (deed.kind === 'unsay' && data?.reason === 'gone' && deed.tries > 1) return
          if (code < 500 && code !== 429 && code !== 408) return void (deed.refused = data?.reason ?? String(code))
        }
      }
      await sleep(chance.between(...AGAIN))
    }
  }

  const next = (): Deed => {
    const earlier = own.length > 0 && chance.happens(EDITS + DELETIONS) ? own.shift() : undefined
    const kind = !earlier ? 'say' : chance.happens(EDITS / (EDITS + DELETIONS)) ? 'edit' : 'unsay'
    const text = kind === 'unsay' ? '' : `${name} ${kind === 'edit' ? 'corrects' : 'says'} ${++count}`
    const { id, roomId } = earlier ?? { id: uuidv7(), roomId: chance.one(roomIds) }
    return history.begin({ kind, id, roomId, userId, text })
  }

  const work = async () => {
    while (!finishing) {
      const deed = next()
      await accomplish(deed)
      if (deed.kind === 'say' && deed.done) own.push(deed)
      if (own.length > 20) own.shift()
      if (pause > 0) await sleep(pause * chance.between(0.5, 1.5))
    }
  }
  const working = work()

  return {
    name,
    answeredAt: () => last,
    async finish(patience) {
      finishing = true
      await Promise.race([working, sleep(patience, undefined, { ref: false })])
    },
    close() {
      closed = true
      finishing = true
      line?.close()
    }
  }
}

const tooLate = () => sleep(PATIENCE, undefined, { ref: false }).then(() => Promise.reject(new Error('no answer')))
