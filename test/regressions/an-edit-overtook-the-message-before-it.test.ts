import { setTimeout as sleep } from 'node:timers/promises'
import { v7 as uuidv7 } from 'uuid'
import { expect, test } from 'vitest'
import type { Message } from '../../api/client.ts'
import { aHearth } from '../support/create-app.ts'
import { aPerson } from '../support/people.ts'

const ROUNDS = 10
/** Until a call has come to the database, which somebody else holds (ms). */
const ARRIVED = 15

// messages are told of a turn later than what was committed together with them, so that edits and deletions came first
test('changes that are committed together leave in the order of rev', async () => {
  const hearth = await aHearth()
  const [ana, ben, cleo] = await Promise.all(['ana', 'ben', 'cleo'].map((name) => aPerson(hearth, name)))
  const room = await ana!.service('rooms').create({ name: 'Kitchen', visibility: 'public' })
  for (const person of [ben, cleo]) await person!.service('memberships').create({ roomId: room.id })
  const revs: number[] = []
  for (const event of ['created', 'patched', 'removed'] as const)
    cleo!.service('messages').on(event, ({ rev }: Message) => void revs.push(rev))

  const say = (text: string) => ben!.service('messages').create({ id: uuidv7(), roomId: room.id, text })
  for (let round = 0; round < ROUNDS; round++) {
    const [kept, gone] = [await say('to be corrected'), await say('to be taken back')]
    let letGo = (): void => undefined
    const held = hearth.app.get('database').transaction(() => new Promise<void>((resolve) => (letGo = resolve)))
    const acts = [
      () => say('one'),
      () => ben!.service('messages').patch(kept.id, { text: 'corrected' }),
      () => say('two'),
      () => ben!.service('messages').remove(gone.id),
      () => say('three')
    ]
    const done: Promise<unknown>[] = []
    for (const act of acts) {
      done.push(act())
      await sleep(ARRIVED)
    }
    letGo()
    await Promise.all([held, ...done])
  }
  const { lastRev } = await cleo!.service('rooms').get(room.id)
  await expect.poll(() => revs).toHaveLength(lastRev)
  expect(revs).toEqual(revs.toSorted((a, b) => a - b))
})
