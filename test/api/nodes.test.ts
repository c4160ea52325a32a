import { v7 as uuidv7 } from 'uuid'
import { describe, expect, test } from 'vitest'
import type { Message } from '../../api/client.ts'
import { aHearth } from '../support/create-app.ts'
import { freshDatabase } from '../support/postgres.ts'
import { aPerson, heardDuring, request, signedIn } from '../support/people.ts'

/** Two nodes need what joins them. Without TEST_DATABASE_URL and TEST_REDIS_URL the runner says that this was skipped. */
describe.runIf(process.env.TEST_DATABASE_URL && process.env.TEST_REDIS_URL)('two nodes', () => {
  const twoNodes = async () => {
    const one = await aHearth()
    const { databaseUrl, authSecret, redisUrl } = one.settings
    const two = await aHearth({ databaseUrl, authSecret, redisUrl })
    const ana = await aPerson(one, `ana-${uuidv7().slice(-8)}`)
    const ben = await aPerson(two, `ben-${uuidv7().slice(-8)}`)
    const room = await ana.service('rooms').create({ name: 'Bridge', visibility: 'private' })
    const membership = await ana.service('memberships').create({ roomId: room.id, userId: ben.id })
    return { one, two, ana, ben, room, membership }
  }

  test('nodes that start together on an empty database all start', async () => {
    const { url: databaseUrl, drop } = await freshDatabase()
    const nodes = await Promise.all([1, 2, 3].map(() => aHearth({ databaseUrl })))
    const doors = await Promise.all(nodes.map(({ url }) => request(url, 'GET', '/api/communities')))
    expect(new Set(doors.map(({ body }) => body.data[0].id)).size).toBe(1)
    await Promise.all(nodes.map(({ stop }) => stop()))
    await drop()
  })

  test('who is on one node hears what is said on the other, also in a room joined just now', async () => {
    const { ana, ben, room } = await twoNodes()
    // the join travels over Redis; until it has arrived, `rev` would heal
    await expect
      .poll(async () => {
        const heard = ben.heard.length
        await ana.service('messages').create({ roomId: room.id, text: 'over the bridge' })
        await new Promise((resolve) => setTimeout(resolve, 50))
        return ben.heard.slice(heard).map(({ data }) => (data as unknown as Message).text)
      })
      .toContain('over the bridge')
  })

  test('a membership removed on one node silences the socket on the other within a second', async () => {
    const { ana, ben, room, membership } = await twoNodes()
    const gone = ben.hears('memberships removed')
    await ana.service('memberships').remove(membership.id)
    await gone
    await new Promise((resolve) => setTimeout(resolve, 900))
    const [heard] = await heardDuring([ben, ana], () =>
      ana.service('messages').create({ roomId: room.id, text: 'secret' })
    )
    expect(heard?.filter(({ event }) => event.startsWith('messages'))).toEqual([])
  })

  test('a session revoked on one node is cut on the other', async () => {
    const { one, ben } = await twoNodes()
    const laptop = await signedIn(one, ben.email)
    const { data } = await ben.service('sessions').find({ query: { current: true } })
    await laptop.service('sessions').remove(data[0]!.id)
    await expect.poll(() => ben.line.connected, { timeout: 1_000 }).toBe(false)
  })

  test('who is here is known on both, whichever node their windows are at, until the last of them is closed', async () => {
    const { one, two, ana, ben, room } = await twoNodes()
    const elsewhere = await signedIn(two, ana.email)
    const here = async () =>
      (await ben.service('presences').find({ query: { roomId: room.id } })).data.map(({ userId }) => userId).sort()
    const both = [ana.id, ben.id].sort()
    await ben.service('presences').create({ roomId: room.id })
    await ana.service('presences').create({ roomId: room.id })
    await expect.poll(here).toEqual(both)
    await elsewhere.service('presences').create({ roomId: room.id })
    ana.close()
    await expect.poll(() => one.app.io.of('/').sockets.size).toBe(0)
    expect(await here()).toEqual(both)
    const gone = ben.hears('presences removed')
    elsewhere.close()
    expect(await gone).toEqual({ roomId: room.id, userId: ana.id })
    expect(await here()).toEqual([ben.id])
  })

  test('a node that starts later learns who is here; one that stops takes its people along', async () => {
    const { one, ana, ben, room } = await twoNodes()
    await ana.service('presences').create({ roomId: room.id })
    await ben.service('presences').create({ roomId: room.id })
    const { databaseUrl, authSecret, redisUrl } = one.settings
    const three = await aHearth({ databaseUrl, authSecret, redisUrl })
    const late = await signedIn(three, ana.email)
    const here = async () =>
      (await late.service('presences').find({ query: { roomId: room.id } })).data.map(({ userId }) => userId).sort()
    await expect.poll(here).toEqual([ana.id, ben.id].sort())
    await one.stop()
    await expect.poll(here).toEqual([ben.id])
  })

  test('parallel sends on both nodes leave no gap, and one id is one message', async () => {
    const { two, ana, ben, room } = await twoNodes()
    const same = { id: uuidv7(), roomId: room.id, text: 'once' }
    const again = await signedIn(two, ana.email)
    await Promise.all([
      ...Array.from({ length: 15 }, (_, i) =>
        [ana, ben][i % 2]!.service('messages').create({ id: uuidv7(), roomId: room.id, text: 'x' })
      ),
      ...Array.from({ length: 6 }, (_, i) => [ana, again][i % 2]!.service('messages').create(same))
    ])
    const { data } = await ana.service('messages').find({ query: { roomId: room.id, $sort: { seq: 1 }, $limit: 100 } })
    expect(data.map(({ seq }) => seq)).toEqual(Array.from({ length: 16 }, (_, i) => i + 1))
  })
})
