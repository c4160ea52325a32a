import { v7 as uuidv7 } from 'uuid'
import { expect } from 'vitest'
import type { Campaign, Donation, DonationData, Room } from '../../api/client.ts'
import type { Configuration } from '../../api/configuration.ts'
import { sandboxControl, type SandboxControl } from '../../api/payments/sandbox/index.ts'
import { aHearth, type TestHearth } from './create-app.ts'
import { aPerson, type Somebody } from './people.ts'
import { CARDS, payWith } from './sandbox-payer.ts'

/** A community that takes gifts, in the sandbox. */
export interface Giving {
  hearth: TestHearth
  /** What only the provider can do. */
  control: SandboxControl
  owner: Somebody
  treasurer: Somebody
  /** She gives. */
  ana: Somebody
  /** He is in every room that is told of gifts, and listens. */
  ben: Somebody
  people: Somebody[]
}

export const aGiving = async (overrides: Partial<Configuration> = {}): Promise<Giving> => {
  const hearth = await aHearth(overrides)
  const owner = await aPerson(hearth, 'mina')
  const [treasurer, ana, ben] = await Promise.all(['tess', 'ana', 'ben'].map((name) => aPerson(hearth, name)))
  await owner.service('users').patch(treasurer!.id, { role: 'treasurer' })
  const people = [owner, treasurer!, ana!, ben!]
  return {
    hearth,
    control: sandboxControl(hearth.app),
    owner,
    treasurer: treasurer!,
    ana: ana!,
    ben: ben!,
    people
  }
}

/** A further donor, who listens too. */
export const aDonor = async (giving: Giving) => {
  const donor = await aPerson(giving.hearth)
  giving.people.push(donor)
  return donor
}

/** A campaign and the room that is told of its gifts. */
export interface Collection {
  giving: Giving
  campaign: Campaign
  room: Room
  since: number
}

let count = 0

export const collect = async (giving: Giving, more: object = {}): Promise<Collection> => {
  const { owner, ben } = giving
  const title = `Roof ${String(++count)}`
  const since = Date.now() - 1
  const room = await owner.service('rooms').create({ name: title, visibility: 'public' })
  await ben.service('memberships').create({ roomId: room.id })
  const about = { title, currency: 'EUR', goalAmount: 100_000, status: 'live', roomId: room.id, ...more } as const
  return { giving, room, since, campaign: await owner.service('campaigns').create(about) }
}

export const orderOf = ({ campaign }: Collection, more: Partial<DonationData> = {}): DonationData => ({
  ...{ id: uuidv7(), campaignId: campaign.id, amount: 2500, currency: campaign.currency },
  ...more
})

export const begin = (by: Somebody, collection: Collection, more: Partial<DonationData> = {}) =>
  by.service('donations').create(orderOf(collection, more))

/** The page where a gift is paid, as this machine reaches it. */
export const pageOf = ({ hearth }: Giving, { checkoutUrl }: Donation) =>
  hearth.url + new URL(String(checkoutUrl)).pathname

/** The checkout as the provider calls it. */
export const sessionOf = ({ checkoutUrl }: Donation) => new URL(String(checkoutUrl)).pathname.split('/').at(-1) ?? ''

/** Begins a gift, pays it and waits for what the provider tells. */
export const give = async (
  by: Somebody,
  collection: Collection,
  { card = CARDS.paid, ...more }: Partial<DonationData> & { card?: string } = {}
): Promise<Donation> => {
  const donation = await begin(by, collection, more)
  expect((await payWith(pageOf(collection.giving, donation), card)).status).toBe(303)
  return settled(collection.giving, donation)
}

/** How a gift stands once the provider has told everything. */
export const settled = async ({ control, treasurer }: Giving, { id }: Pick<Donation, 'id'>) => {
  await control.deliver()
  return treasurer.service('donations').get(id)
}

/** What comes of `ms` at the provider. Afterwards its clock shows our time again: it opens no checkout in our past. */
export const later = async ({ control }: Giving, ms: number) => {
  await control.advance(ms)
  await control.deliver()
  await control.advance(-ms)
}

/** The reason why a call was refused. */
export const reasonOf = (call: Promise<unknown>) =>
  call.then(
    () => 'it was not refused',
    (error: unknown) => (error as { data?: { reason?: string } }).data?.reason ?? String(error)
  )

/** What the provider calls the payment of a gift. */
export const paymentOf = async ({ hearth }: Giving, { id }: Pick<Donation, 'id'>) => {
  const row: { paymentRef: string } = await hearth.app
    .get('database')
    .read('donations')
    .where({ id })
    .first('paymentRef')
  return row.paymentRef
}

/** Everybody has heard all that was said so far: what follows it has reached them. */
export const everythingHeard = async ({ owner, people }: Giving) => {
  const bio = `heard ${crypto.randomUUID()}`
  const reached = people.map(
    ({ line, email }) =>
      new Promise<void>((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`${email} was not listening`)), 5_000)
        const listen = (profile: { bio?: string }) => {
          if (profile.bio !== bio) return
          clearTimeout(timer)
          line.off('profiles patched', listen)
          resolve()
        }
        line.on('profiles patched', listen)
      })
  )
  await owner.service('profiles').patch(owner.id, { bio })
  await Promise.all(reached)
}
