import { v7 as uuidv7 } from 'uuid'
import { beforeAll, expect, test } from 'vitest'
import type { Plugin } from '../../api/app.ts'
import { aHearth, type TestHearth } from '../support/create-app.ts'
import { aLine, aPerson, PASSWORD, request, type Somebody } from '../support/people.ts'
import { aGift, giveAccount, IBAN } from '../support/policies/gift-things.ts'
import { view } from '../support/sandbox-payer.ts'

/**
 * Every server that a test starts is listened to (test/support/canaries.ts), and a secret in what it says fails that test.
 * Here one with holes shows that this would be noticed.
 */
let hearth: TestHearth
let ana: Somebody
let say: (what: string) => string
beforeAll(async () => {
  const leaky: Plugin = (app) => {
    app.use(async (ctx, next) => {
      if (ctx.path !== '/leak') return next()
      ctx.body = { said: say(String(ctx.query['what'])) }
    })
  }
  hearth = await aHearth({ smtpUrl: 'smtp://hearth:mail-canary-5521@127.0.0.1:1' }, [leaky])
  ana = await aPerson(hearth, 'ana')
  const { read, transaction } = hearth.app.get('database')
  const play = { hearth, donor: ana, founder: ana }
  await giveAccount(play)
  const id = await aGift(play)
  await transaction((trx) => trx('donations').where({ id }).update({ paymentRef: 'pi_test_canary_77' }))
  const { passwordHash } = await read('credentials').where({ userId: ana.id }).first('passwordHash')
  const { tokenHash } = await read('links').where({ userId: ana.id }).first('tokenHash')
  const secrets: Record<string, string> = {
    authSecret: hearth.app.get('authSecret'),
    encoded: Buffer.from(hearth.app.get('authSecret')).toString('base64'),
    mail: 'mail-canary-5521',
    password: PASSWORD,
    passwordHash,
    tokenHash,
    accessToken: ana.token,
    paymentKey: hearth.app.get('payments').sandbox?.secretKey ?? '',
    webhookSecret: hearth.app.get('payments').sandbox?.webhookSecret ?? '',
    payment: 'pi_test_canary_77',
    account: IBAN,
    nothing: 'hello'
  }
  say = (what) => secrets[what] ?? ''
  expect(Object.values(secrets).every((secret) => secret.length > 4)).toBe(true)
  expect(await hearth.canaries.leaks()).toEqual([])
})

const planted = [
  ['authSecret', 'the secret of authSecret'],
  ['encoded', 'the secret of authSecret'],
  ['mail', 'the secret of smtpUrl'],
  ['password', 'a password'],
  ['passwordHash', 'the hash of a password'],
  ['tokenHash', 'the hash of a token'],
  ['accessToken', 'an access token'],
  ['paymentKey', 'the secret of the sandbox’s key'],
  ['webhookSecret', 'the secret of the sandbox’s webhooks'],
  ['payment', 'what the provider calls a gift'],
  ['account', 'where transfers go']
] as const

test.each(planted)('%s is noticed in an answer, an event, and a line of the log', async (name, what) => {
  await request(hearth.url, 'GET', `/api/leak?what=${name}`)
  expect(await hearth.canaries.leaks()).toEqual([`${what} in the answer to GET /api/leak`])

  const heard = ana.hears('leaks created')
  hearth.app.io.emit('leaks created', { said: say(name) })
  await heard
  expect(await hearth.canaries.leaks()).toEqual([expect.stringContaining(`${what} in an event: 42["leaks created"`)])

  hearth.app.get('logger').info({ said: say(name) }, 'leaking')
  expect(await hearth.canaries.leaks()).toEqual([expect.stringContaining(`${what} in the log: {"level":30`)])
})

test('over long polling, too', async () => {
  const line = aLine(hearth.url, { transports: ['polling'] })
  await new Promise((resolve) => line.once('connect', () => resolve(undefined)))
  const heard = new Promise((resolve) => line.once('leaks created', resolve))
  hearth.app.io.emit('leaks created', { said: say('authSecret') })
  await heard
  line.close()
  expect(await hearth.canaries.leaks()).toEqual([expect.stringContaining('in an event: 42["leaks created"')])
})

test('what is no secret is not noticed, and neither is the access token that signing in answers', async () => {
  await request(hearth.url, 'GET', '/api/leak?what=nothing')
  const body = { strategy: 'local', email: ana.email, password: PASSWORD }
  expect((await request(hearth.url, 'POST', '/api/authentication', { body })).body.accessToken).toMatch(/^eyJ/)
  await ana.client.service('authentication').create({ strategy: 'local', email: ana.email, password: PASSWORD })
  expect(await hearth.canaries.leaks()).toEqual([])
})

test('where to pay, and where to transfer to, is told to the donor; the account also to the owner', async () => {
  const campaignId = (await ana.service('campaigns').find()).data[0]!.id
  const order = { campaignId, amount: 500, currency: 'EUR' }
  const byCard = await ana.service('donations').create({ ...order, id: uuidv7() })
  const transfer = await ana.service('donations').create({ ...order, id: uuidv7(), provider: 'offline' })
  expect([byCard.checkoutUrl, transfer.bankTransfer?.iban]).toEqual([expect.stringContaining('/pay/cs_'), IBAN])
  expect((await ana.rest('GET', '/api/communities')).body.data[0].bankAccount.iban).toBe(IBAN)
  const page = await view(hearth.url + new URL(String(byCard.checkoutUrl)).pathname)
  expect(page.status).toBe(200)
  expect(await hearth.canaries.leaks()).toEqual([])
})

test('logs leave out what must not stand in them', async () => {
  const token = ana.token
  hearth.app.get('logger').warn({ password: PASSWORD, body: { accessToken: token, text: PASSWORD } }, 'careless')
  expect(await hearth.canaries.leaks()).toEqual([])
})
