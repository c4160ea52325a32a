import { expect, test } from 'vitest'
import { aLine, memoryStorage, PASSWORD, request } from '../support/people.ts'
import { aStage } from '../support/stage.ts'
import { lightHearth, row, say, signUp, type Visitor } from '../support/visitor.ts'
import authentication from '@feathersjs/authentication-client'
import { feathers } from '@feathersjs/feathers'
import socketio from '@feathersjs/socketio-client'

const stage = aStage()

test('two people talk in a private room; a third neither sees nor hears it; programs take part', async () => {
  const [ana, ben, cleo] = (await Promise.all(['Ana', 'Ben', 'Cleo'].map((name) => stage.visitor(name)))) as [
    Visitor,
    Visitor,
    Visitor
  ]

  // an empty Hearth: the first to come names it and owns it
  await lightHearth(ana, 'Riverside Garden')
  await signUp(ben)
  await signUp(cleo)

  // Ana makes a private room and adds Ben
  await ana.page.getByRole('button', { name: 'Create or find rooms' }).click()
  await ana.page.getByRole('menuitem', { name: 'Create a room' }).click()
  await ana.page.getByLabel('Name', { exact: true }).fill('Seed vault')
  await ana.page.getByRole('radio', { name: /Private/ }).check()
  await ana.page.getByRole('button', { name: 'Create room' }).click()
  await ana.page.getByRole('heading', { level: 1, name: 'Seed vault' }).waitFor()
  expect(new URL(ana.page.url()).pathname).toBe('/r/seed-vault')
  await ana.page
    .getByRole('button', { name: /members/i })
    .first()
    .click()
  await ana.page.getByRole('complementary', { name: 'Members' }).getByRole('button', { name: 'Add people' }).click()
  await ana.page.getByRole('combobox', { name: 'People' }).fill('ben')
  await ana.page.getByRole('option', { name: /Ben/ }).click()
  await ana.page.getByText('Ben is in').waitFor()
  await ana.page.keyboard.press('Escape')

  // Ben finds it in his list, without a reload
  await ben.page.getByRole('link', { name: /Seed vault/ }).click()
  await ben.page.getByRole('heading', { level: 1, name: 'Seed vault' }).waitFor()

  await say(ana, 'Did the tomatoes dry?')
  await row(ben, 'Did the tomatoes dry?').waitFor()
  await ben.page.locator('#composer').pressSequentially('Nearly')
  await ana.page.getByText(/Ben is typing/).waitFor()
  await ben.page.keyboard.press('Enter')
  await row(ana, 'Nearly').waitFor()

  // a plain REST client and a stock Feathers socket client join in
  const credentials = { strategy: 'local', email: 'ben@example.org', password: PASSWORD }
  const { body: signedIn } = await request(stage.url, 'POST', '/api/authentication', { body: credentials })
  const token: string = signedIn.accessToken
  const { body: rooms } = await request(stage.url, 'GET', '/api/rooms?joined=true', { token })
  const room = rooms.data.find(({ slug }: { slug: string }) => slug === 'seed-vault')
  await request(stage.url, 'POST', '/api/messages', { token, body: { roomId: room.id, text: 'said by REST' } })
  await row(ana, 'said by REST').waitFor()

  const stock = feathers()
  const line = aLine(stage.url)
  stock.configure(socketio(line))
  stock.configure(authentication({ storage: memoryStorage() }))
  await stock.authenticate(credentials)
  const heard: string[] = []
  for (const event of ['created', 'patched', 'removed']) {
    stock.service('messages').on(event, ({ text }: { text: string }) => heard.push(`${event} ${text}`.trim()))
  }
  await stock.service('messages').create({ roomId: room.id, text: 'said by a socket' })
  await row(ana, 'said by a socket').waitFor()
  await row(ben, 'said by a socket').waitFor()

  // edits and deletions arrive everywhere
  await row(ana, 'Did the tomatoes dry?').hover()
  await row(ana, 'Did the tomatoes dry?').getByRole('button', { name: 'Edit' }).click()
  await ana.page.getByRole('textbox', { name: /edit/i }).fill('Did the beans dry?')
  await ana.page.keyboard.press('Enter')
  await row(ben, 'Did the beans dry?').getByText('(edited)').waitFor()
  await row(ana, 'Did the beans dry?').hover()
  await row(ana, 'Did the beans dry?').getByRole('button', { name: 'Delete' }).click()
  await row(ben, 'Did the beans dry?').waitFor({ state: 'detached', timeout: 15_000 })
  await expect
    .poll(() => heard, { timeout: 15_000 })
    .toEqual(['created said by a socket', 'patched Did the beans dry?', 'removed'])

  // Cleo is signed in and listens all the while, and nothing of it is hers
  expect(await cleo.page.getByText('Seed vault').count()).toBe(0)
  await cleo.page.goto('/r/seed-vault')
  await cleo.page.getByRole('heading', { level: 1 }).waitFor()
  expect(await cleo.page.getByText('Did the').count()).toBe(0)
  expect(await cleo.page.getByText('said by').count()).toBe(0)

  // what is on the screen after all the events is what a fresh load shows
  const shown = (visitor: Visitor) => visitor.page.getByRole('article').locator('p').allInnerTexts()
  const live = [await shown(ana), await shown(ben)]
  expect(live[0]).toEqual(live[1])
  await ben.page.reload()
  // until the server has answered, a page shows what its browser kept
  await expect.poll(() => shown(ben)).toEqual(live[1])

  line.close()
  expect([...ana.complaints, ...ben.complaints]).toEqual([])
})
