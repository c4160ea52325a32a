import { beforeAll, expect, test } from 'vitest'
import { aHearth, type TestHearth } from '../support/create-app.ts'
import { aPerson, newcomer, type Somebody } from '../support/people.ts'

let hearth: TestHearth
let owner: Somebody
beforeAll(async () => {
  hearth = await aHearth()
  owner = await aPerson(hearth, 'mina')
})

test('who waits to be let in is found by admittedAt null, over the socket and in a URL, and nobody else', async () => {
  const id = await newcomer(hearth)
  await hearth.app.get('database').transaction((trx) => trx('users').where({ id }).update({ admittedAt: null }))
  const found = await owner.service('users').find({ query: { admittedAt: null } })
  expect(found.data.map((user) => user.id)).toEqual([id])
  expect((await owner.rest('GET', '/api/users?admittedAt=')).body.data.map((user: { id: string }) => user.id)).toEqual([
    id
  ])
  expect((await owner.service('users').find({ query: { admittedAt: { $ne: null } } })).total).toBe(1)
  expect((await owner.service('users').find({ query: { admittedAt: 0 } })).total).toBe(0)
})
