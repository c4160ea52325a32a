import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import type { Message } from '../../api/client.ts'
import type { Database } from '../../api/database.ts'
import { aHearth } from '../support/create-app.ts'
import { aPerson, leavingAfterwards } from '../support/people.ts'

const hearth = await aHearth()
const database = hearth.app.get('database')
const { transaction } = database
afterEach(() => void Object.assign(database, { transaction }))

const ioError = () => Object.assign(new Error('disk I/O error'), { code: 'SQLITE_IOERR' })

/** A room of three, of whom Ben is shown out while the database does `what` and says that it failed. */
const showOut = async (name: string, what: Database['transaction']) => {
  const [ana, ben, cleo] = await Promise.all(['ana', 'ben', 'cleo'].map((one) => aPerson(hearth, `${one}-${name}`)))
  leavingAfterwards(ana!, ben!, cleo!)
  const room = await ana!.service('rooms').create({ name, visibility: 'private' })
  const [ofBen] = await Promise.all(
    [ben!, cleo!].map(({ id: userId }) => ana!.service('memberships').create({ roomId: room.id, userId }))
  )
  const heard: string[] = []
  ben!.service('messages').on('created', ({ text }: Message) => void heard.push(text))
  const say = async (text: string) => {
    const arrives = cleo!.hears('messages created')
    await ana!.service('messages').create({ roomId: room.id, text })
    await arrives
  }
  await say('before')
  await expect.poll(() => heard).toEqual(['before'])
  Object.assign(database, { transaction: what })
  await expect(ana!.service('memberships').remove(ofBen!.id)).rejects.toMatchObject({ code: 503 })
  Object.assign(database, { transaction })
  return { heard, say, stored: () => database.read('memberships').where({ id: ofBen!.id }).first('id') }
}

test('kept all the same: nothing more is heard', async () => {
  const { heard, say, stored } = await showOut('kept', async (work) => {
    await transaction(work)
    throw ioError()
  })
  expect(await stored()).toBeUndefined()
  await say('among us')
  await sleep(200)
  expect(heard).toEqual(['before'])
})

test('not kept: it is heard again in a moment, and what was missed can be asked for', async () => {
  const { heard, say, stored } = await showOut('not-kept', (work) =>
    transaction(async (trx) => {
      await work(trx)
      throw ioError()
    })
  )
  expect(await stored()).toBeDefined()
  await expect
    .poll(
      async () => {
        await say('to all of us')
        return heard.includes('to all of us')
      },
      { timeout: 8_000, interval: 200 }
    )
    .toBe(true)
})
