import { v7 as uuidv7 } from 'uuid'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Community, Donation, GuestVisit } from '../../api/client.ts'
import { sweep } from '../../api/jobs/sweep.ts'
import { expectBooksRight } from '../support/books.ts'
import { aDonor, aGiving, collect, pageOf, type Collection, type Giving } from '../support/giving.ts'
import { aMailbox, type Mail, type Mailbox } from '../support/mailbox.ts'
import { request, type Somebody } from '../support/people.ts'
import { CARDS, payWith } from '../support/sandbox-payer.ts'

let mailbox: Mailbox
let giving: Giving
let roof: Collection
let moderator: Somebody

const allow = async (by: Somebody, guestGifts: boolean) => {
  const [community] = (await by.rest('GET', '/api/communities')).body.data as Community[]
  return by.rest('PATCH', `/api/communities/${String(community?.id)}`, { guestGifts })
}
beforeAll(async () => {
  mailbox = await aMailbox()
  giving = await aGiving({ smtpUrl: mailbox.url })
  moderator = await aDonor(giving)
  await giving.owner.service('users').patch(moderator.id, { role: 'moderator' })
  await allow(giving.owner, true)
})
beforeEach(async () => {
  roof = await collect(giving)
})

let count = 0
const wishOf = (more: object = {}) => ({
  ...{ id: uuidv7(), campaignId: roof.campaign.id, amount: 2500, currency: 'EUR', message: 'from the next village' },
  ...{ name: 'Greta Guest', email: `greta${String(++count)}@example.org`, ...more }
})
/** Like everything that a guest does: without any credential. */
const post = (path: string, body: object) => request(giving.hearth.url, 'POST', `/api/${path}`, { body })
const ask = (wish: object) => post('guest-gifts', wish)
const visit = async (mail: Mail, more: object = {}): Promise<GuestVisit> => {
  const { status, body } = await post('guest-visits', { donationId: idOf(mail), token: mail.token, ...more })
  if (status !== 201) throw new Error(body.data.reason)
  return body as GuestVisit
}
const idOf = ({ link }: Mail) => new URL(link).pathname.split('/').at(-1) ?? ''
/** Asks, and opens the mail. */
const mailed = async (more: object = {}) => {
  const wish = wishOf(more)
  expect((await ask(wish)).status).toBe(201)
  return { wish, mail: await mailbox.next(wish.email) }
}
const given = async (more: object = {}, card = CARDS.paid) => {
  const { wish, mail } = await mailed(more)
  const { donation } = await visit(mail, { act: 'begin' })
  expect((await payWith(pageOf(giving, donation), card)).status).toBe(303)
  await giving.control.deliver()
  return { wish, mail }
}
const stored = (table: string) => giving.hearth.app.get('database').read(table)

describe('who may give without an account', () => {
  test('nobody, unless the owner allows it and mail can be sent', async () => {
    const quiet = await aGiving()
    const door = async ({ owner }: Giving) => (await owner.rest('GET', '/api/communities')).body.data[0] as Community
    expect(await door(quiet)).toMatchObject({ guestGifts: false, giving: { guests: false } })
    expect((await allow(quiet.treasurer, true)).body.data.reason).toBe('not_owner')
    await allow(quiet.owner, true)
    expect(await door(quiet)).toMatchObject({ guestGifts: true, giving: { guests: false } })
    const { campaign } = await collect(quiet)
    const refused = await request(quiet.hearth.url, 'POST', '/api/guest-gifts', {
      body: wishOf({ campaignId: campaign.id })
    })
    expect([refused.status, refused.body.data.reason]).toEqual([401, 'not_signed_in'])
    expect(await door(giving)).toMatchObject({ guestGifts: true, giving: { guests: true } })
  })

  test('once only, with a name and an address, within what the campaign takes', async () => {
    for (const [more, reason] of [
      [{ interval: 'month' }, 'unknown_property'],
      [{ name: ' ' }, 'invalid_name'],
      [{ email: 'nowhere' }, 'invalid_email'],
      [{ amount: 0 }, 'invalid_amount'],
      [{ currency: 'USD' }, 'invalid_currency'],
      [{ campaignId: uuidv7() }, 'not_found']
    ] as const)
      expect((await ask(wishOf(more))).body.data.reason, JSON.stringify(more)).toBe(reason)
    expect(await stored('guestGifts').where({ campaignId: roof.campaign.id })).toEqual([])
  })
})

describe('a guest', () => {
  test('is sent a link, pays behind it, and stands in the room by the given name', async () => {
    const { wish, mail } = await mailed()
    // what a stranger wrote is not passed on to whoever owns the address
    expect(mail.text).not.toContain(wish.message)
    expect(mail.text).not.toContain(wish.name)
    expect(await stored('donations').where({ id: wish.id })).toEqual([])
    const before = await visit(mail)
    expect(before).toMatchObject({ begun: false, email: wish.email, donation: { total: 2500, checkoutUrl: null } })

    const [one, two] = await Promise.all([visit(mail, { act: 'begin' }), visit(mail, { act: 'begin' })])
    expect(one.donation.id).toBe(wish.id)
    const { donation } = await visit(mail, { act: 'begin' })
    expect([one, two].map((seen) => seen.donation.id)).toEqual([wish.id, wish.id])
    expect((await payWith(pageOf(giving, donation), CARDS.paid)).status).toBe(303)
    await giving.control.deliver()
    await expectBooksRight(roof, {
      ...{ raised: 2500, gifts: 1, people: 1 },
      cards: [{ amount: 2500, name: 'Greta Guest', userId: null, text: wish.message }]
    })
    const after = await visit(mail)
    expect(after).toMatchObject({ begun: true, donation: { status: 'succeeded' }, papers: [{ kind: 'receipt' }] })
  })

  test('has a mail with the receipt, which opens by its own address and by no other', async () => {
    const { wish, mail } = await given()
    const thanks = await mailbox.next(wish.email)
    expect(thanks.link).toBe(mail.link)
    const [paper] = (await visit(mail)).papers
    const open = (address: string) => fetch(giving.hearth.url + address)
    const page = await open(String(paper?.address))
    expect(page.status).toBe(200)
    const text = await page.text()
    expect(text).toContain('Greta Guest')
    expect(text).toContain(wish.email)
    const pdf = await open(String(paper?.address).replace('?', '.pdf?'))
    expect([pdf.status, pdf.headers.get('content-type')]).toEqual([200, 'application/pdf'])
    const other = (await visit((await given()).mail)).papers[0]
    const foreign = String(paper?.address).replace(/key=.*/, String(/key=.*/.exec(String(other?.address))?.[0]))
    for (const address of [foreign, String(paper?.address).replace(/\?.*/, '')])
      expect((await open(address)).status).toBe(401)
  })

  test('changes later how much others see', async () => {
    const { mail } = await given()
    await visit(mail, { visibility: 'anonymous' })
    await expectBooksRight(roof, {
      ...{ raised: 2500, gifts: 1, people: 1 },
      cards: [{ name: null, anonymous: true, userId: null, donationId: null }]
    })
    await visit(mail, { visibility: 'amount_hidden' })
    await expectBooksRight(roof, {
      ...{ raised: 2500, gifts: 1, people: 1 },
      cards: [{ name: 'Greta Guest', amount: null }]
    })
  })

  test('turns back, and nothing is charged', async () => {
    const { mail } = await mailed()
    await visit(mail, { act: 'begin' })
    expect((await visit(mail, { act: 'cancel' })).donation.status).toBe('canceled')
    await expectBooksRight(roof, { raised: 0, gifts: 0, people: 0, cards: [] })
  })

  test('has the gift back when its message was taken down, and not before', async () => {
    const { wish, mail } = await given()
    await mailbox.next(wish.email)
    await expect(visit(mail, { act: 'have_back' })).rejects.toThrow('not_treasurer')
    await moderator.service('memberships').create({ roomId: roof.room.id })
    const { data } = await moderator.service('messages').find({ query: { roomId: roof.room.id } })
    await moderator.service('messages').remove(String(data.find(({ kind }) => kind === 'gift')?.id))
    expect((await mailbox.next(wish.email)).link).toBe(mail.link)
    await visit(mail, { act: 'have_back' })
    await giving.control.deliver()
    expect(await visit(mail)).toMatchObject({
      donation: { status: 'refunded', refundedAmount: 2500 },
      papers: [{ kind: 'receipt' }, { kind: 'credit_note' }]
    })
  })

  test('takes the gift into an account afterwards: badge, message and receipt are theirs, and the link ends', async () => {
    const { mail } = await given()
    const greta = await aDonor(giving)
    await expect(visit(mail, { act: 'claim' })).rejects.toThrow('not_signed_in')
    const claim = { donationId: idOf(mail), token: mail.token, act: 'claim' as const }
    await greta.service('guest-visits').create(claim)
    expect((await greta.service('donations').get(claim.donationId)).userId).toBe(greta.id)
    expect((await greta.service('receipts').find()).total).toBe(1)
    expect((await greta.service('profiles').get(greta.id)).supporterSince).not.toBeNull()
    await expectBooksRight(roof, {
      ...{ raised: 2500, gifts: 1, people: 1 },
      cards: [{ name: null, userId: greta.id, donationId: claim.donationId }]
    })
    await expect(visit(mail)).rejects.toThrow('invalid_or_expired_token')
    const other = await aDonor(giving)
    await expect(other.service('guest-visits').create(claim)).rejects.toMatchObject({ code: 400 })
  })
})

describe('who hears of it', () => {
  test('treasurers see where the guest is reached; nobody else does, nor the mail, nor the link', async () => {
    const { wish } = await given()
    const seen = await giving.treasurer.service('donations').get(wish.id)
    expect(seen).toMatchObject({ donorName: 'Greta Guest', donorEmail: wish.email, userId: null })
    await expect(giving.ben.service('donations').get(wish.id)).rejects.toMatchObject({ code: 404 })
    const heard = JSON.stringify([giving.ana, giving.ben, moderator].map((person) => person.heard))
    expect(heard).toContain('Greta Guest')
    expect(heard).not.toContain(wish.email)
    const books = giving.treasurer.heard.filter(({ data }) => data.id === wish.id)
    expect(books.map(({ event }) => event)).toContain('donations created')
    // where to pay is for the donor alone
    expect(books.every(({ data }) => (data as unknown as Donation).checkoutUrl === null)).toBe(true)
  })
})

describe('what others try', () => {
  test('the link of one gift opens no other, and a made-up one none', async () => {
    const [one, two] = [await mailed(), await mailed()]
    await expect(visit({ ...one.mail, token: two.mail.token })).rejects.toThrow('invalid_or_expired_token')
    await expect(visit({ ...one.mail, token: 'A'.repeat(43) })).rejects.toThrow('invalid_or_expired_token')
    const mine = await giving.ana.service('donations').create({
      ...{ id: uuidv7(), campaignId: roof.campaign.id, amount: 500, currency: 'EUR' }
    })
    await expect(visit({ ...one.mail, link: one.mail.link.replace(one.wish.id, mine.id) })).rejects.toThrow()
  })

  test('the same form sent twice is one mail; with another sum, or on an id that is taken, it is refused', async () => {
    const wish = wishOf()
    const [first, again] = [await ask(wish), await ask(wish)]
    expect(again.body).toEqual(first.body)
    await mailbox.next(wish.email)
    expect(mailbox.letters.filter(({ to }) => to === wish.email)).toEqual([])
    expect((await ask({ ...wish, amount: 9900 })).body.data.reason).toBe('id_conflict')
    const taken = await given()
    expect((await ask(wishOf({ id: taken.wish.id }))).body.data.reason).toBe('id_conflict')
  })

  test('a link that was not opened in time begins nothing, and what was asked for is forgotten', async () => {
    const { wish, mail } = await mailed()
    await giving.hearth.app.get('database').transaction((trx) =>
      trx('guestGifts')
        .where({ id: wish.id })
        .update({ expiresAt: Date.now() - 1 })
    )
    await expect(visit(mail, { act: 'begin' })).rejects.toThrow('invalid_or_expired_token')
    await sweep(giving.hearth.app)
    expect(await stored('guestGifts').where({ id: wish.id })).toEqual([])
  })

  test('has no more than three checkouts open, and none while cards are being tried', async () => {
    const email = 'many@example.org'
    for (let i = 0; i < 3; i++) await visit((await mailed({ email })).mail, { act: 'begin' })
    expect((await ask(wishOf({ email }))).body.data.reason).toBe('too_many_checkouts')
    const { mail } = await mailed()
    const donation = await giving.ana.service('donations').create({
      ...{ id: uuidv7(), campaignId: roof.campaign.id, amount: 500, currency: 'EUR' }
    })
    await giving.hearth.app.get('database').transaction((trx) =>
      trx('donationEvents').insert(
        Array.from({ length: 10 }, () => ({
          ...{ id: uuidv7(), donationId: donation.id, fromStatus: 'pending', toStatus: 'declined' },
          ...{ cause: 'webhook', createdAt: Date.now() }
        }))
      )
    )
    await expect(visit(mail, { act: 'begin' })).rejects.toThrow('too_many_checkouts')
    expect((await ask(wishOf())).body.data.reason).toBe('too_many_checkouts')
  })
})

test('With limits on, one address is sent three mails an hour and is not told, and one network asks five times', async () => {
  const limited = await aGiving({ smtpUrl: mailbox.url, limits: 'on' })
  await allow(limited.owner, true)
  const { campaign } = await collect(limited)
  const email = 'flooded@example.org'
  const asked = async () =>
    (
      await request(limited.hearth.url, 'POST', '/api/guest-gifts', {
        body: { ...wishOf({ email }), campaignId: campaign.id }
      })
    ).status
  const answers = []
  for (let i = 0; i < 6; i++) answers.push(await asked())
  expect(answers).toEqual([201, 201, 201, 201, 201, 429])
  for (let i = 0; i < 3; i++) await mailbox.next(email)
  expect(mailbox.letters.filter(({ to }) => to === email)).toEqual([])
})
