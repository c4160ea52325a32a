import { v7 as uuidv7 } from 'uuid'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Donation } from '../../api/client.ts'
import { db, write, type Play } from '../support/gift-world.ts'
import { makeDue } from '../support/gift-world.acts.ts'
import { wrongNow, wrongOfAll, wrongToProvider } from '../support/gift-world.checks.ts'
import type { Fault } from '../support/gift-world.faults.ts'
import { ghosts } from '../support/gift-world.heard.ts'
import { standing } from '../support/gift-world.truth.ts'
import { aHouse, POINTS, type House, type Point } from '../support/gift-world.process.ts'
import { begin, collect, pageOf, type Giving } from '../support/giving.ts'
import { aPerson, signedIn, type Somebody } from '../support/people.ts'
import { CARDS, payWith } from '../support/sandbox-payer.ts'

const MONTH = 31 * 24 * 3600_000
const MOST_TIME = 90_000

let house: House
let giving: Giving
const NAMES = ['owner', 'treasurer', 'ana', 'ben'] as const
beforeAll(async () => {
  house = await aHouse()
  const people = {} as Record<(typeof NAMES)[number], Somebody>
  for (const name of NAMES) people[name] = await aPerson(house.hearth, `${name}-of-the-house`)
  await people.owner.service('users').patch(people.treasurer.id, { role: 'treasurer' })
  giving = { hearth: house.hearth, control: house.control, ...people, people: Object.values(people) }
}, MOST_TIME)
afterEach(async () => {
  await house.control.calm()
  await house.control.release()
  await house.control.deliver()
})
afterAll(() => house.close(), MOST_TIME)

/** Everybody comes back; what they heard before stays with them. */
const comeBack = async () => {
  for (const name of NAMES) {
    const { email, heard, close } = giving[name]
    close()
    giving[name] = await signedIn(house.hearth, email)
    giving[name].heard.unshift(...heard)
  }
}

const begun = async (more: object = {}): Promise<Play> => {
  const collection = await collect(giving)
  const donation = await begin(giving.ana, collection, more)
  const gift = { donation, donor: giving.ana, page: pageOf(giving, donation) }
  return { ...collection, gifts: [gift], answers: [], ahead: 0 }
}
const given = async (more: object = {}) => {
  const play = await begun(more)
  await pay(play)
  await house.control.deliver()
  await expect.poll(() => wrongToProvider(play)).toEqual([])
  // none of its notices is on its way any more
  await expect.poll(async () => (await standing(play)).notices).toBe(0)
  return play
}
const pay = ({ gifts: [gift] }: Play) => payWith(gift!.page, CARDS.paid)
const refund = ({ gifts: [gift] }: Play) =>
  giving.treasurer.service('refunds').create({ donationId: gift!.donation.id, amount: 1000, reason: 'asked for' })

/** The server kills itself at `point` of `work`; what the provider had to tell is held back from then on. */
const crash = async (
  play: Play,
  point: Point,
  work: (play: Play) => Promise<unknown>,
  { fault, next }: { fault?: Fault; next?: Fault } = {}
) => {
  await house.tell({ point, fault })
  void Promise.resolve(work(play)).catch(() => 'its answer never came')
  expect(await house.died()).toBe('SIGKILL')
  await house.control.setChaos({ hold: true })
  await write(play, (trx) => trx('sandboxDeliveries').where({ state: 'due' }).update({ state: 'held' }))
  const left = await standing(play)
  await house.restart(next)
  await comeBack()
  return left
}

const wrong = async (play: Play) =>
  (await Promise.all([wrongNow, wrongOfAll, wrongToProvider, ghosts].map((check) => check(play)))).flat()

/** By itself the app finishes what was cut off; notices that come late, and once more, change nothing. */
const expectMended = async (play: Play, { raised, gifts }: { raised: number; gifts: number }) => {
  const { id } = play.campaign
  const stands = async () => {
    const { raisedAmount, giftCount } = await giving.ben.service('campaigns').get(id)
    const { notices, requested, told } = await standing(play)
    return { raisedAmount, giftCount, notices, requested, told, wrong: await wrong(play) }
  }
  const all = { raisedAmount: raised, giftCount: gifts, notices: 0, requested: 0, told: gifts, wrong: [] }
  await makeDue(play)
  await expect.poll(stands, { timeout: 20_000, interval: 200 }).toEqual(all)
  await house.control.calm()
  await house.control.release()
  await house.control.deliver()
  await expect.poll(stands).toEqual(all)
}

const NEW = { notices: 0, booked: 0, told: 0, requested: 0, backThere: 0 }
const PAID = { ...NEW, booked: 1, told: 1 }
const [kept, said, beforeCharge, afterCharge, beforeRefund, gaveBack, beforeBooking, afterBooking, opened] = POINTS

/** Each kill costs some seconds: the gate takes the hardest of each kind, GIFT_KILLS=all takes all. */
const chosen = <T>(...kills: T[]) => (process.env.GIFT_KILLS === 'all' ? kills : kills.slice(-1))

describe('a server that is killed', () => {
  test.each(
    chosen(
      [kept, { ...NEW, notices: 1 }] as const,
      [said, { ...NEW, notices: 1 }] as const,
      [beforeCharge, { ...NEW, notices: 1 }] as const,
      [afterCharge, { ...PAID, notices: 1 }] as const
    )
  )(
    '%s has one gift in the end',
    async (point, left) => {
      const play = await begun()
      expect(await crash(play, point, pay)).toEqual(left)
      await expectMended(play, { raised: 2500, gifts: 1 })
    },
    MOST_TIME
  )

  test.each(chosen(beforeCharge, afterCharge))(
    '%s of a donor who comes back has one gift in the end',
    async (point) => {
      const play = await begun()
      await house.control.setChaos({ hold: true })
      await pay(play)
      const donationId = play.gifts[0]!.donation.id
      const left = await crash(play, point, () => giving.ana.service('payment-checks').create({ donationId }))
      expect(left).toEqual(point === afterCharge ? PAID : NEW)
      await expectMended(play, { raised: 2500, gifts: 1 })
    },
    MOST_TIME
  )

  test.each(
    chosen(
      [beforeRefund, { ...PAID, requested: 1 }] as const,
      [beforeBooking, { ...PAID, requested: 1, backThere: 1 }] as const,
      [afterBooking, { ...PAID, booked: 2, backThere: 1 }] as const,
      [gaveBack, { ...PAID, requested: 1, backThere: 1 }] as const
    )
  )(
    '%s has given back once in the end',
    async (point, left) => {
      const play = await given()
      await house.control.setChaos({ hold: true })
      expect(await crash(play, point, refund)).toEqual(left)
      await expectMended(play, { raised: 1500, gifts: 1 })
      expect(await standing(play)).toMatchObject({ booked: 2, backThere: 1 })
    },
    MOST_TIME
  )

  test.each(chosen(kept, afterCharge, beforeCharge))(
    '%s of the next month has two gifts in the end',
    async (point) => {
      const play = await given({ interval: 'month' })
      const month = () => house.control.advance(MONTH).then(() => house.control.deliver())
      await crash(play, point, month)
      await expectMended(play, { raised: 5000, gifts: 2 })
      await house.control.advance(-MONTH)
    },
    MOST_TIME
  )

  test(
    `${opened} answers the same checkout when it is asked once more`,
    async () => {
      const collection = await collect(giving)
      const play: Play = { ...collection, gifts: [], answers: [], ahead: 0 }
      const order = { id: uuidv7() }
      expect(await crash(play, opened, () => begin(giving.ana, collection, order))).toEqual(NEW)
      const donation: Donation = await begin(giving.ana, collection, order)
      play.gifts.push({ donation, donor: giving.ana, page: pageOf(giving, donation) })
      expect(await db(play)('sandboxSessions').where({ clientReferenceId: order.id })).toHaveLength(1)
      await pay(play)
      await expectMended(play, { raised: 2500, gifts: 1 })
    },
    MOST_TIME
  )
})

describe('it would be noticed', () => {
  test(
    'if the room heard of a gift before it was durable',
    async () => {
      const play = await begun()
      await crash(play, beforeCharge, pay, { fault: 'publishes before the commit' })
      await makeDue(play)
      await expect.poll(() => wrongToProvider(play), { timeout: 20_000 }).toEqual([])
      expect(await ghosts(play)).toEqual([expect.stringContaining('which is not there')])
    },
    MOST_TIME
  )

  test(
    'if a gift was booked twice',
    async () => {
      const play = await begun()
      await crash(play, kept, pay, { next: 'books twice' })
      await makeDue(play)
      await expect
        .poll(() => wrongNow(play), { timeout: 20_000 })
        .toContainEqual(expect.stringContaining('income of the'))
    },
    MOST_TIME
  )
})
