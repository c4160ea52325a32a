import fc from 'fast-check'
import { v7 as uuidv7 } from 'uuid'
import { beforeAll, expect, test } from 'vitest'
import type { Message } from '../../api/client.ts'
import { aHearth, type TestHearth } from '../support/create-app.ts'
import { aPerson, type Somebody } from '../support/people.ts'

/** One act of a history: somebody says something, edits or deletes what was said, or says something again. */
const act = fc.record({
  by: fc.nat({ max: 2 }),
  what: fc.constantFrom('say', 'say', 'say', 'edit', 'delete', 'repeat'),
  which: fc.nat({ max: 30 }),
  text: fc.string({ minLength: 1, maxLength: 20 }).map((text) => `.${text}`)
})

let hearth: TestHearth
let people: Somebody[]
beforeAll(async () => {
  hearth = await aHearth()
  people = await Promise.all(['ana', 'ben', 'cleo'].map((name) => aPerson(hearth, name)))
})

/** What a client holds that has only listened: events in the order in which they came, by the rule of `rev`. */
class Listener {
  rows = new Map<string, Message>()
  readonly revs: number[] = []
  get rev() {
    return this.revs.at(-1) ?? 0
  }
  hear(message: Message) {
    this.revs.push(message.rev)
    this.rows.set(message.id, message)
  }
}

const oneTo = (last: number) => Array.from({ length: last }, (_, i) => i + 1)

test('state after events equals state after a fresh load, for random histories by three people at once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 40 }), async (history) => {
      const room = await people[0]!.service('rooms').create({ name: `Room ${uuidv7()}`, visibility: 'public' })
      for (const person of people.slice(1)) await person.service('memberships').create({ roomId: room.id })
      const listener = new Listener()
      const listen = (message: Message) => message.roomId === room.id && listener.hear(message)
      for (const event of ['created', 'patched', 'removed'] as const) people[2]!.service('messages').on(event, listen)

      const said: Pick<Message, 'id' | 'text'>[] = []
      const perform = async ({ by, what, which, text }: (typeof history)[number]) => {
        const messages = people[by]!.service('messages')
        const old = said[which % Math.max(said.length, 1)]
        if (what === 'say' || !old) {
          const message = { id: uuidv7(), roomId: room.id, text }
          said.push(message)
          await messages.create(message)
        } else if (what === 'edit') await messages.patch(old.id, { text })
        else if (what === 'delete') await messages.remove(old.id)
        else await messages.create({ ...old, roomId: room.id })
      }
      // three at a time; what is refused (another's message, one that is gone) must leave no trace
      for (let i = 0; i < history.length; i += 3) {
        await Promise.allSettled(history.slice(i, i + 3).map((one) => perform(one).catch(() => undefined)))
      }
      const { lastRev, lastSeq } = await people[2]!.service('rooms').get(room.id)
      await expect.poll(() => listener.revs).toEqual(oneTo(lastRev))
      for (const event of ['created', 'patched', 'removed'] as const) people[2]!.service('messages').off(event, listen)

      const fresh = await people[1]!.service('messages').find({
        query: { roomId: room.id, rev: { $gt: 0 }, $sort: { rev: 1 }, $limit: 500 }
      })
      expect([...listener.rows.values()].sort((a, b) => a.rev - b.rev)).toEqual(fresh.data)
      expect(fresh.data.map(({ seq }) => seq).sort((a, b) => a - b)).toEqual(oneTo(lastSeq))
    }),
    // what came of three at once does not come again for a smaller history: the first one that fails is told as it is
    { numRuns: 25, seed: 7, endOnFailure: true }
  )
}, 60_000)
