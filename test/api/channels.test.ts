import { v7 as uuidv7 } from 'uuid'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Donation, Message } from '../../api/client.ts'
import { overSocket } from '../support/call.ts'
import { aHearth, type TestHearth } from '../support/create-app.ts'
import { aCast, type Cast } from '../support/cast.ts'
import { aLine, aPerson, heardDuring, PASSWORD, request, signedIn, type Somebody } from '../support/people.ts'
import { aNotice, aPromise, giveAccount, IBAN } from '../support/policies/gift-things.ts'
import { CARDS, payWith } from '../support/sandbox-payer.ts'

/** Who listens in every case: two who are in the private room, one who is not, and the founder, who is in no room. */
const listeners = ['owner', 'member', 'stranger', 'founder'] as const
/** Who listens where it is about gifts. */
const around = ['donor', 'stranger', 'treasurer', 'admin', 'founder'] as const
type Listener = (typeof listeners)[number] | (typeof around)[number]

let hearth: TestHearth
let cast: Cast
beforeAll(async () => {
  hearth = await aHearth()
  cast = await aCast(hearth)
  await cast.founder.service('users').patch(cast.treasurer.id, { role: 'treasurer' })
  admin = await signedIn(hearth, cast.admin.email)
  await giveAccount(cast)
})
/** With a socket that was opened by an admin. */
let admin: Somebody
const listening = (name: Listener) => (name === 'admin' ? admin : cast[name])

interface Case {
  event: string
  about: string
  act: (cast: Cast) => Promise<unknown>
  hear: Listener[]
  /** Without it the four. */
  among?: readonly Listener[]
}

const said = ({ member, room }: Cast) =>
  member.service('messages').create({ id: uuidv7(), roomId: room.id, text: 'psst' })
const joined = async ({ owner, room, hearth }: Cast) => {
  const extra = await aPerson(hearth, `extra-${uuidv7().slice(-8)}`)
  const membership = await owner.service('memberships').create({ roomId: room.id, userId: extra.id })
  return { extra, membership }
}
const ownMembership = async (somebody: Somebody, roomId: string) =>
  (await somebody.service('memberships').find({ query: { roomId, userId: somebody.id } })).data[0]

const cases: Case[] = [
  { event: 'messages created', about: 'in a private room', act: said, hear: ['owner', 'member'] },
  {
    event: 'messages patched',
    about: 'in a private room',
    act: async (play) => play.member.service('messages').patch((await said(play)).id, { text: 'pssst' }),
    hear: ['owner', 'member']
  },
  {
    event: 'messages removed',
    about: 'in a private room',
    act: async (play) => play.member.service('messages').remove((await said(play)).id),
    hear: ['owner', 'member']
  },
  {
    event: 'typing created',
    about: 'in a private room',
    act: ({ member, room }) => member.service('typing').create({ roomId: room.id }),
    hear: ['owner', 'member']
  },
  {
    event: 'presences created',
    about: 'in a private room',
    act: ({ member, room }) => member.service('presences').create({ roomId: room.id }),
    hear: ['owner', 'member']
  },
  {
    event: 'presences removed',
    about: 'in a private room',
    act: async ({ member, room }) => {
      await member.service('presences').create({ roomId: room.id })
      await member.service('presences').remove(room.id)
    },
    hear: ['owner', 'member']
  },
  { event: 'memberships created', about: 'in a private room', act: joined, hear: ['owner', 'member'] },
  {
    event: 'memberships patched',
    about: 'a role in a private room',
    act: async (play) =>
      play.owner.service('memberships').patch((await joined(play)).membership.id, { role: 'moderator' }),
    hear: ['owner', 'member']
  },
  {
    event: 'memberships patched',
    about: 'how far somebody has read: their own affair',
    act: async ({ member, room }) => {
      const mine = await ownMembership(member, room.id)
      await member.service('memberships').patch(mine!.id, { readSeq: 1 })
    },
    hear: ['member']
  },
  {
    event: 'memberships removed',
    about: 'in a private room',
    act: async (play) => play.owner.service('memberships').remove((await joined(play)).membership.id),
    hear: ['owner', 'member']
  },
  {
    event: 'rooms created',
    about: 'a private room: its first member is joined before it is told of',
    act: ({ owner }) => owner.service('rooms').create({ name: `Den ${uuidv7().slice(-8)}`, visibility: 'private' }),
    hear: ['owner']
  },
  {
    event: 'rooms created',
    about: 'a public room',
    act: ({ owner }) => owner.service('rooms').create({ name: `Park ${uuidv7().slice(-8)}`, visibility: 'public' }),
    hear: ['owner', 'member', 'stranger', 'founder']
  },
  {
    event: 'rooms created',
    about: 'a direct room',
    act: ({ owner, member }) => owner.service('rooms').create({ visibility: 'direct', userIds: [member.id] }),
    hear: ['owner', 'member']
  },
  {
    event: 'rooms patched',
    about: 'a private room',
    act: ({ owner, room }) => owner.service('rooms').patch(room.id, { topic: uuidv7() }),
    hear: ['owner', 'member']
  },
  {
    event: 'rooms removed',
    about: 'a private room that is archived',
    act: async ({ owner, member }) => {
      const room = await owner.service('rooms').create({ name: `Old ${uuidv7().slice(-8)}`, visibility: 'private' })
      await owner.service('memberships').create({ roomId: room.id, userId: member.id })
      await owner.service('rooms').remove(room.id)
    },
    hear: ['owner', 'member']
  },
  {
    event: 'profiles patched',
    about: 'a face, which everybody may see',
    act: ({ member }) => member.service('profiles').patch(member.id, { pronouns: 'she' }),
    hear: ['owner', 'member', 'stranger', 'founder']
  },
  {
    event: 'profiles created',
    about: 'a new face',
    act: ({ hearth }) => aPerson(hearth, `face-${uuidv7().slice(-8)}`),
    hear: ['owner', 'member', 'stranger', 'founder']
  },
  {
    event: 'users created',
    about: 'a new account, which those who run the community hear of',
    act: ({ hearth }) => aPerson(hearth, `account-${uuidv7().slice(-8)}`),
    hear: ['founder']
  },
  {
    event: 'users patched',
    about: 'an account',
    act: ({ member }) => member.service('users').patch(member.id, { email: member.email, currentPassword: PASSWORD }),
    hear: ['member', 'founder']
  },
  {
    event: 'sessions patched',
    about: 'a device',
    act: async ({ member }) => {
      const { data } = await member.service('sessions').find({ query: { current: true } })
      await member.service('sessions').patch(data[0]!.id, { name: 'Phone' })
    },
    hear: ['member']
  },
  {
    event: 'sessions removed',
    about: 'a device',
    act: async ({ member, hearth }) => {
      const other = await signedIn(hearth, member.email)
      const { data } = await other.service('sessions').find({ query: { current: true } })
      await member.service('sessions').remove(data[0]!.id)
    },
    hear: ['member']
  },
  {
    event: 'communities patched',
    about: 'the name over the door',
    act: async ({ founder }) => {
      const { data } = await founder.service('communities').find()
      await founder.service('communities').patch(data[0]!.id, { purpose: uuidv7() })
    },
    hear: ['owner', 'member', 'stranger', 'founder']
  },
  {
    event: 'sessions created',
    about: 'a personal access token',
    act: ({ member }) =>
      member.service('sessions').create({ name: 'bot', scopes: ['read'], expiresAt: Date.now() + 60_000 }),
    hear: ['member']
  },
  {
    event: 'invitations created',
    about: 'by an owner of the community',
    act: ({ founder }) => founder.service('invitations').create({}),
    hear: ['founder']
  },
  {
    event: 'passkeys removed',
    about: 'a passkey',
    act: async ({ member }) => {
      const id = uuidv7()
      const key = { credentialId: id, publicKey: 'x', counter: 0, transports: '', name: 'Phone' }
      const row = { id, userId: member.id, createdAt: 1, ...key }
      await hearth.app.get('database').transaction((trx) => trx('passkeys').insert(row))
      await member.service('passkeys').remove(id)
    },
    hear: ['member']
  },
  {
    event: 'reports created',
    about: 'a person, by a member: not to those who are reported, not to others in the room',
    act: ({ member, owner }) => member.service('reports').create({ userId: owner.id, reason: 'other' }),
    hear: ['founder']
  },
  {
    event: 'sanctions created',
    about: 'a mute in a room: to whom it is about, and to staff',
    act: async ({ owner, member, room }) => {
      const mute = { kind: 'mute' as const, userId: member.id, roomId: room.id, endsAt: Date.now() + 60_000 }
      const { id } = await owner.service('sanctions').create(mute)
      await owner.service('sanctions').remove(id)
    },
    hear: ['member', 'founder']
  },
  {
    event: 'blocks created',
    about: 'nobody learns who blocks them',
    act: async ({ member, owner }) => {
      const { id } = await member.service('blocks').create({ userId: owner.id })
      await member.service('blocks').remove(id)
    },
    hear: ['member']
  },
  {
    event: 'authenticators created',
    about: 'an app: its answer holds a secret',
    act: ({ member }) => member.service('authenticators').create({}),
    hear: []
  }
]

const aCollection = (who: Somebody, more: object = {}) =>
  who.service('campaigns').create({ title: uuidv7(), currency: 'EUR', goalAmount: 100_000, ...more })
/** A gift that is begun, to be paid by card. */
const begun = async ({ donor, treasurer }: Cast, more: object = {}) => {
  const { id: campaignId } = await aCollection(treasurer, { status: 'live' })
  return donor.service('donations').create({ id: uuidv7(), campaignId, amount: 1_000, currency: 'EUR', ...more })
}
const announced = (play: Cast) => begun(play, { provider: 'offline' })
const pay = (donation: Donation, card = CARDS.paid) =>
  payWith(hearth.url + new URL(String(donation.checkoutUrl)).pathname, card)
/** What the founder hears of this gift: another one's events may still be on their way. */
const waitingFor = async (event: string, donationId: string, act: () => Promise<unknown>) => {
  const { line } = cast.founder
  const heard = new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`nobody told of ${event}`)), 3_000)
    const listen = (data: { id: string; donationId?: string; status?: string }) => {
      if ((data.donationId ?? data.id) !== donationId || data.status === 'pending') return
      clearTimeout(timer)
      line.off(event, listen)
      resolve()
    }
    line.on(event, listen)
  })
  await act()
  await heard
}
const books = ['treasurer', 'founder'] as const
const donorToo = ['donor', ...books] as const
const gift = (event: string, about: string, act: Case['act'], hear: readonly Listener[]): Case => ({
  ...{ event, about, act, hear: [...hear], among: around }
})

const giftCases: Case[] = [
  gift('campaigns created', 'a draft: those who write it', ({ treasurer }) => aCollection(treasurer), [
    ...(['treasurer', 'admin', 'founder'] as const)
  ]),
  gift('campaigns created', 'one that is open', (play) => aCollection(play.treasurer, { status: 'live' }), around),
  gift(
    'campaigns patched',
    'a draft',
    async ({ treasurer }) => {
      const { id } = await aCollection(treasurer)
      await treasurer.service('campaigns').patch(id, { title: 'Roof' })
    },
    ['treasurer', 'admin', 'founder']
  ),
  gift(
    'campaigns patched',
    'a draft that opens',
    async ({ treasurer }) => {
      const { id } = await aCollection(treasurer)
      await treasurer.service('campaigns').patch(id, { status: 'live' })
    },
    around
  ),
  gift('donations created', 'to be paid by card', (play) => begun(play), donorToo),
  gift('donations created', 'an announced transfer', announced, donorToo),
  gift(
    'donations patched',
    'one that is paid',
    async (play) => {
      const donation = await begun(play)
      await waitingFor('donations patched', donation.id, () => pay(donation))
    },
    donorToo
  ),
  gift(
    'receipts created',
    'for a gift that is paid',
    async (play) => {
      const donation = await begun(play)
      await waitingFor('receipts created', donation.id, () => pay(donation))
    },
    donorToo
  ),
  gift(
    'receipts created',
    'for cash of somebody without an account',
    async ({ treasurer }) => {
      const { id: campaignId } = await aCollection(treasurer, { status: 'live' })
      const id = uuidv7()
      const cash = { id, amount: 500, currency: 'EUR', method: 'cash' as const, donorName: 'Grandma' }
      await waitingFor('receipts created', id, () => treasurer.service('offline-gifts').create({ campaignId, ...cash }))
    },
    books
  ),
  gift(
    'refunds patched',
    'one that was decided here: the donor hears of it by the gift',
    async (play) => {
      const donation = await begun(play)
      await waitingFor('receipts created', donation.id, () => pay(donation))
      const asked = { donationId: donation.id, reason: 'a mistake' }
      await waitingFor('refunds patched', donation.id, () => play.treasurer.service('refunds').create(asked))
    },
    books
  ),
  gift(
    'disputes created',
    'a donor who asks the bank for the money back',
    async (play) => {
      const donation = await begun(play)
      await pay(donation, CARDS.dispute)
      await waitingFor('disputes created', donation.id, async () =>
        hearth.app.get('payments').sandbox?.advance(11 * 60_000)
      )
    },
    books
  ),
  gift(
    'subscriptions created',
    'a monthly gift',
    async (play) => {
      const donation = await begun(play, { interval: 'month' })
      const heard = cast.founder.hears('subscriptions created')
      await pay(donation)
      await heard
    },
    donorToo
  ),
  gift(
    'subscriptions patched',
    'who sees the next gifts',
    async (play) => play.donor.service('subscriptions').patch(await aPromise(play), { visibility: 'anonymous' }),
    donorToo
  ),
  gift(
    'payment-events patched',
    'a notice that is tried again',
    async (play) => play.treasurer.service('payment-events').patch(await aNotice(play), { state: 'new' }),
    books
  )
]

describe.each([...cases, ...giftCases])('$event: $about', ({ event, act, hear, among = listeners }) => {
  test(`heard by ${hear.join(', ') || 'nobody'}${hear.length > 0 ? ' and nobody else' : ''}`, async () => {
    const nobody = aLine(hearth.url)
    const overheard: string[] = []
    nobody.onAny((name: string) => overheard.push(name))
    await overSocket(nobody, 'communities', 'find', [{}])
    const heard = await heardDuring(among.map(listening), () => act(cast))
    const hearers = among.filter((_, i) => heard[i]?.some((one) => one.event === event))
    expect(hearers).toEqual(among.filter((name) => hear.includes(name)))
    // what came before this answer has come
    await overSocket(nobody, 'communities', 'find', [{}])
    expect(overheard).toEqual([])
    nobody.close()
  })
})

describe('of one gift each hears as much as is theirs', () => {
  const during = async (act: () => Promise<unknown>) => {
    const heard = await heardDuring(around.map(listening), act)
    const donations = (i: number) => heard[i]?.filter(({ event }) => event.startsWith('donations')) ?? []
    return { donor: donations(0), treasurer: donations(2), founder: donations(4) }
  }

  test('where to pay, only its donor', async () => {
    let made: Donation | undefined
    const { donor, treasurer, founder } = await during(async () => (made = await begun(cast)))
    expect(made?.checkoutUrl).toContain('/sandbox/pay/')
    expect(donor.at(-1)?.data).toEqual(made)
    for (const heard of [treasurer, founder]) expect(heard.at(-1)?.data).toEqual({ ...made, checkoutUrl: null })
  })

  test('where to transfer to, only its donor', async () => {
    let made: Donation | undefined
    const { donor, treasurer, founder } = await during(async () => (made = await announced(cast)))
    expect(made?.bankTransfer?.iban).toBe(IBAN)
    expect(donor.at(-1)?.data).toEqual(made)
    for (const heard of [treasurer, founder]) expect(heard.at(-1)?.data).toEqual({ ...made, bankTransfer: null })
  })

  test('what is wrong with it, only those who keep the books; whoever changes it', async () => {
    const { id } = await announced(cast)
    await hearth.app.get('database').transaction((trx) => trx('donations').where({ id }).update({ review: 'x' }))
    for (const [who, visibility] of [
      [cast.treasurer, 'anonymous'],
      [cast.donor, 'public']
    ] as const) {
      const { donor, treasurer } = await during(() => who.service('donations').patch(id, { visibility }))
      expect(donor.at(-1)?.data).toMatchObject({ visibility, review: null, bankTransfer: { iban: IBAN } })
      expect(treasurer.at(-1)?.data).toMatchObject({ visibility, review: 'x', bankTransfer: null })
    }
  })

  test('whoever is donor and treasurer in one hears it once, with where to pay', async () => {
    const heard = await heardDuring([cast.treasurer], () => announced({ ...cast, donor: cast.treasurer }))
    const told = heard[0]?.filter(({ event }) => event === 'donations created')
    expect(told).toHaveLength(1)
    expect(told?.[0]?.data).toMatchObject({ bankTransfer: { iban: IBAN } })
  })
})

test('a treasurer who is none any more hears nothing of gifts', async () => {
  const former = await aPerson(hearth, `former-${uuidv7().slice(-8)}`)
  const role = (name: 'treasurer' | 'member') => cast.founder.service('users').patch(former.id, { role: name })
  const giftsHeard = async () => {
    const [heard] = await heardDuring([former, cast.donor], () => announced(cast))
    return heard?.filter(({ event }) => event.startsWith('donations')).length
  }
  await role('treasurer')
  expect(await giftsHeard()).toBe(1)
  await role('member')
  expect(await giftsHeard()).toBe(0)
})

test('every event that a service sends has a case above', () => {
  const services = Object.entries(hearth.app.services) as [string, { eventNames?: () => string[] }][]
  const silent = [
    ...['acts', 'authentication', 'challenges', 'confirmations', 'diagnostics', 'files', 'letters', 'resets'],
    ...['sign-outs', 'verifications', 'gifts', 'ledger', 'offline-gifts', 'payment-checks', 'payment-diagnostics'],
    ...['balances', 'supporters', 'guest-gifts', 'guest-visits']
  ]
  const sending = services.map(([path]) => path).filter((path) => !silent.includes(path))
  expect(new Set([...cases, ...giftCases].map(({ event }) => event.split(' ')[0]))).toEqual(new Set(sending))
})

describe('losing a right bites before the call is answered', () => {
  test('somebody who leaves hears nothing that is said afterwards', async () => {
    const { extra, membership } = await joined(cast)
    await extra.service('memberships').remove(membership.id)
    const [heard] = await heardDuring([extra, cast.owner], () => said(cast))
    expect(heard?.filter(({ event }) => event.startsWith('messages'))).toEqual([])
    expect((await extra.service('messages').find({ query: { roomId: cast.room.id } })).total).toBe(0)
  })

  test('somebody who is removed hears that, and nothing that is said afterwards', async () => {
    const { extra, membership } = await joined(cast)
    const gone = extra.hears('memberships removed')
    await cast.owner.service('memberships').remove(membership.id)
    expect(await gone).toMatchObject({ id: membership.id })
    const [heard] = await heardDuring([extra, cast.owner], () => said(cast))
    expect(heard?.filter(({ event }) => event.startsWith('messages'))).toEqual([])
  })

  test('a socket that logs out stays connected as nobody; another of the same session is cut', async () => {
    const ana = await aPerson(hearth, `ana-${uuidv7().slice(-8)}`)
    await cast.owner.service('memberships').create({ roomId: cast.room.id, userId: ana.id })
    const second = await signedInByToken(ana.token)
    const cut = new Promise((resolve) => second.once('disconnect', resolve))
    await ana.client.service('authentication').remove(null)
    expect(await cut).toBe('io server disconnect')
    expect(ana.line.connected).toBe(true)
    const before = ana.heard.length
    await heardDuring([cast.owner, cast.member], () => said(cast))
    expect(ana.heard.slice(before)).toEqual([])
    await expect(ana.service('messages').find()).rejects.toMatchObject({ code: 401, data: { reason: 'not_signed_in' } })
    expect((await ana.rest('GET', '/api/messages')).body.data.reason).toBe('session_ended')
  })

  test('who logs out is no longer here', async () => {
    const { extra } = await joined(cast)
    await extra.service('presences').create({ roomId: cast.room.id })
    const gone = cast.owner.hears('presences removed')
    await extra.client.service('authentication').remove(null)
    expect(await gone).toEqual({ roomId: cast.room.id, userId: extra.id })
    const { data } = await cast.owner.service('presences').find({ query: { roomId: cast.room.id } })
    expect(data.map(({ userId }) => userId)).not.toContain(extra.id)
  })

  test('a session that is revoked just while its socket is joining admits it no more', async () => {
    const ana = await aPerson(hearth, `ana-${uuidv7().slice(-8)}`)
    const phone = await signedIn(hearth, ana.email)
    const { data } = await phone.service('sessions').find({ query: { current: true } })
    const database = hearth.app.get('database')
    let revoked: Promise<unknown> | undefined
    // holds the reading of memberships, which a socket does between signing in and joining, until the session is gone
    const read = ((table: string) => {
      if (table !== 'memberships') return database.read(table)
      return {
        where: (mine: object) => ({
          pluck: async (column: string) => {
            await (revoked ??= ana.service('sessions').remove(data[0]!.id))
            return database.read(table).where(mine).pluck(column)
          }
        })
      }
    }) as unknown as typeof database.read
    hearth.app.set('database', { ...database, read })
    try {
      const line = aLine(hearth.url, { extraHeaders: { authorization: `Bearer ${phone.token}` } })
      const refused = new Promise((resolve, reject) =>
        line.once('connect_error', resolve).once('connect', () => reject(new Error('admitted')))
      )
      expect(await refused).toMatchObject({ data: { code: 401, data: { reason: 'session_ended' } } })
      expect(revoked).toBeDefined()
    } finally {
      hearth.app.set('database', database)
    }
  })

  test('a revoked session is told why and cut', async () => {
    const ana = await aPerson(hearth, `ana-${uuidv7().slice(-8)}`)
    const phone = await signedIn(hearth, ana.email)
    const ended = phone.hears('session ended')
    const { data } = await phone.service('sessions').find({ query: { current: true } })
    await ana.service('sessions').remove(data[0]!.id)
    expect(await ended).toEqual({ reason: 'revoked' })
    await expect.poll(() => phone.line.connected).toBe(false)
    expect(ana.line.connected).toBe(true)
  })

  test('somebody else who signs in on the same socket hears nothing of the first', async () => {
    const { extra } = await joined(cast)
    const next = await aPerson(hearth, `next-${uuidv7().slice(-8)}`)
    await extra.client.service('authentication').create({ strategy: 'local', email: next.email, password: PASSWORD })
    const [, heard] = await heardDuring([cast.owner, extra], () => said(cast))
    expect(heard?.filter(({ event }) => event.startsWith('messages'))).toEqual([])
  })
})

test('a call that fails publishes nothing, and neither does a repeated one', async () => {
  const id = uuidv7()
  const data = { id, roomId: cast.room.id, text: 'once' }
  const [heard] = await heardDuring([cast.owner, cast.member], async () => {
    await cast.member.service('messages').create(data)
    await cast.member.service('messages').create(data)
    await cast.member
      .service('messages')
      .create({ ...data, text: 'twice' })
      .catch(() => undefined)
  })
  const messages = heard
    ?.filter(({ event }) => event.startsWith('messages'))
    .map((one) => one.data as unknown as Message)
  expect(messages?.map(({ text }) => text)).toEqual(['once'])
})

test('what a room hears of a membership does not tell how far somebody has read', async () => {
  const heard = cast.member.hears('memberships created')
  await joined(cast)
  expect(await heard).not.toHaveProperty('readSeq')
})

const signedInByToken = async (token: string) => {
  const line = aLine(hearth.url, { extraHeaders: { authorization: `Bearer ${token}` } })
  await new Promise((resolve, reject) => line.once('connect', () => resolve(undefined)).once('connect_error', reject))
  return line
}

test('a handshake with a token that admits nobody is refused with the reason', async () => {
  const line = aLine(hearth.url, { extraHeaders: { authorization: 'Bearer nonsense.nonsense.nonsense' } })
  const error = await new Promise<{ data?: unknown }>((resolve) => line.once('connect_error', resolve))
  line.close()
  expect(error.data).toMatchObject({ code: 401, data: { reason: 'invalid_token' } })
})

test('a page of another site opens no socket', async () => {
  const line = aLine(hearth.url, { extraHeaders: { origin: 'https://evil.example' } })
  const error = await new Promise<Error>((resolve) => line.once('connect_error', resolve))
  line.close()
  expect(error).toBeInstanceOf(Error)
  expect((await request(hearth.url, 'GET', '/health/live')).status).toBe(200)
})
