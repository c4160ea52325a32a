import { v7 as uuidv7 } from 'uuid'
import { bad, type BadCall, type Call } from './rows.ts'
import type { Gifts } from './scene.ts'

/** Gifts of money, and what is collected for: rows 79–83, 85, 86. */
const gift =
  (more: object): BadCall['call'] =>
  ({ gifts }) => [
    'donations',
    'create',
    { id: uuidv7(), campaignId: gifts.campaign, amount: 500, currency: 'EUR', ...more }
  ]
const collection = (more: object) => (): Call => [
  'campaigns',
  'create',
  { title: `Bad ${uuidv7().slice(-8)}`, currency: 'EUR', goalAmount: 1_000, ...more }
]
const cash =
  (more: object): BadCall['call'] =>
  ({ gifts }) => [
    'offline-gifts',
    'create',
    { campaignId: gifts.campaign, amount: 500, currency: 'EUR', method: 'cash', ...more }
  ]
const back =
  (of: (gifts: Gifts) => string, more: object = {}): BadCall['call'] =>
  ({ gifts }) => ['refunds', 'create', { donationId: of(gifts), reason: 'a mistake', ...more }]
const paid = ({ paid }: Gifts) => paid
const [donor, treasurer] = [{ as: 'donor' }, { as: 'treasurer' }] as const

/** What no amount is, whoever asks for it. NaN and Infinity become null on the way. */
const NO_AMOUNTS = [0, -1, 0.1 + 0.2, 500.5, '1e3', '500', 1e21, Number.NaN, Number.POSITIVE_INFINITY, true, [500], {}]
const amounts = NO_AMOUNTS.flatMap((amount) => {
  const what = `the amount ${typeof amount === 'number' ? String(amount) : JSON.stringify(amount)}`
  return [
    bad(79, what, gift({ amount }), 400, 'invalid_amount', donor),
    bad(79, `${what} of a transfer`, gift({ amount, provider: 'offline' }), 400, 'invalid_amount', donor),
    bad(79, `${what} in cash`, cash({ amount }), 400, 'invalid_amount', treasurer),
    bad(83, `${what} back`, back(paid, { amount }), 400, 'invalid_amount', treasurer),
    bad(86, `${what} as a goal`, collection({ goalAmount: amount }), 400, 'invalid_amount', treasurer),
    bad(
      86,
      `${what} as a suggestion`,
      collection({ suggestions: [{ amount, text: 'a tile' }] }),
      400,
      'invalid_amount',
      treasurer
    )
  ]
})
const inYen =
  (more: object): BadCall['call'] =>
  (scene) =>
    gift({ campaignId: scene.gifts.yen, currency: 'JPY', ...more })(scene)
const inDinars =
  (more: object): BadCall['call'] =>
  (scene) =>
    gift({ campaignId: scene.gifts.dinars, currency: 'KWD', ...more })(scene)
const limits = [
  bad(79, 'less than can be given', gift({ amount: 49 }), 400, 'invalid_amount', donor),
  bad(79, 'more than can be given', gift({ amount: 100_000_000 }), 400, 'invalid_amount', donor),
  bad(
    79,
    'so much that covering the fees is too much',
    gift({ amount: 99_999_999, coverFees: true }),
    400,
    'invalid_amount',
    donor
  ),
  bad(79, 'a part of a yen', inYen({ amount: 500.5 }), 400, 'invalid_amount', donor),
  bad(79, 'fewer yen than can be given', inYen({ amount: 49 }), 400, 'invalid_amount', donor),
  bad(79, 'a third decimal that no card knows', inDinars({ amount: 5_001 }), 400, 'invalid_amount', donor)
]
const currencies = ['usd', 'eur', 'USD', 'JPY', 'XXX', 'ZZZ', '', 'EUR ', 'E', 'EURO', 7, null].flatMap((currency) => {
  const what = `the currency ${JSON.stringify(currency)}`
  return [
    bad(80, what, gift({ currency }), 400, 'invalid_currency', donor),
    bad(80, `${what} in cash`, cash({ currency }), 400, 'invalid_currency', treasurer)
  ]
})
const collectedIn = ['usd', 'XXX', 'XAU', 'ZZZ', '', 'EUR '].map((currency) =>
  bad(80, `collecting in ${JSON.stringify(currency)}`, collection({ currency }), 400, 'invalid_currency', treasurer)
)

const changed = ([path, method, data]: Call, more: object): Call => [path, method, { ...(data as object), ...more }]
const known: BadCall['call'] = ({ gifts: { campaign, announced } }) => [
  'donations',
  'create',
  { id: announced, campaignId: campaign, amount: 500, currency: 'EUR', provider: 'offline' }
]
const ids = [
  ...[{ amount: 600 }, { message: 'x' }, { interval: 'month' }, { coverFees: true }, { provider: 'stripe' }].map(
    (more) =>
      bad(
        81,
        `an id again with ${JSON.stringify(more)}`,
        (scene) => changed(known(scene), more),
        409,
        'id_conflict',
        donor
      )
  ),
  bad(81, 'the id of somebody else’s gift', known, 409, 'id_conflict', { as: 'stranger' }),
  bad(81, 'also by a treasurer', known, 409, 'id_conflict', treasurer),
  bad(
    81,
    'an id again in cash',
    (scene) => cash({ id: scene.gifts.paid, amount: 600 })(scene),
    409,
    'id_conflict',
    treasurer
  ),
  bad(
    81,
    'the id of a gift by card in cash',
    (scene) => cash({ id: scene.gifts.byCard })(scene),
    409,
    'id_conflict',
    treasurer
  ),
  ...['', 'x', '1', '00000000-0000-4000-8000-000000000000', 7, null].map((id) =>
    bad(81, `the id ${JSON.stringify(id)}`, gift({ id }), 400, 'invalid_id', donor)
  )
]
/** What the server alone says of a gift, and of what belongs to it. */
const SAID_BY_SERVER = {
  ...{ status: 'succeeded', total: 1, fee: 0, feeCover: 0, userId: uuidv7(), donorName: 'x', test: false, exponent: 0 },
  ...{ refundedAmount: 0, paymentRef: 'pi_1', checkoutRef: 'cs_1', checkoutUrl: 'https://example.org', review: null },
  ...{ refundOfferedAt: 1, succeededAt: 1, createdAt: 1, subscriptionId: uuidv7(), reference: 'H1', method: 'cash' }
}
const said = Object.entries(SAID_BY_SERVER).flatMap(([name, value]) => [
  bad(82, `${name} sent along`, gift({ [name]: value }), 400, 'unknown_property', donor),
  bad(
    82,
    `${name} changed`,
    ({ gifts: { announced } }) => ['donations', 'patch', announced, { visibility: 'public', [name]: value }],
    400,
    'unknown_property',
    donor
  )
])
const elsewhereSaid = [
  ...['status', 'userId', 'currency', 'providerRef', 'createdAt'].map((name) =>
    bad(82, `${name} of a refund`, back(paid, { [name]: 'x' }), 400, 'unknown_property', treasurer)
  ),
  ...['status', 'total', 'fee', 'provider', 'test', 'reference'].map((name) =>
    bad(82, `${name} of cash`, cash({ [name]: 'x' }), 400, 'unknown_property', treasurer)
  ),
  ...['id', 'raisedAmount', 'giftCount', 'peopleCount', 'exponent', 'test', 'testRaisedAmount'].map((name) =>
    bad(82, `${name} of a campaign`, collection({ [name]: 1 }), 400, 'unknown_property', treasurer)
  ),
  ...['raisedAmount', 'currency', 'testRaisedAmount'].map((name) =>
    bad(
      82,
      `${name} of a campaign, changed`,
      ({ gifts: { campaign } }) => ['campaigns', 'patch', campaign, { [name]: 1 }],
      400,
      'unknown_property',
      treasurer
    )
  ),
  ...['paid', 'state', 'status'].map((name) =>
    bad(
      82,
      `${name} of a look at the provider`,
      ({ gifts: { announced } }) => ['payment-checks', 'create', { donationId: announced, [name]: true }],
      400,
      'unknown_property',
      donor
    )
  )
]

const refunds = [
  bad(83, 'more back than was paid', back(paid, { amount: 10_000_000 }), 400, 'refund_too_large', treasurer),
  bad(
    83,
    'one more than is left',
    back(({ halfBack }) => halfBack, { amount: 501 }),
    400,
    'refund_too_large',
    treasurer
  ),
  bad(
    83,
    'what has gone back whole',
    back(({ wentBack }) => wentBack),
    409,
    'invalid_transition',
    treasurer
  ),
  bad(
    83,
    'what has not been paid',
    back(({ announced }) => announced),
    409,
    'invalid_transition',
    treasurer
  ),
  bad(83, 'without a role', back(paid), 403, 'not_treasurer', donor),
  bad(83, 'a part, without a role', back(paid, { amount: 1 }), 403, 'not_treasurer', donor),
  bad(83, 'the gift of others', back(paid), 404, 'not_found'),
  bad(83, 'as an admin', back(paid), 404, 'not_found', { as: 'admin' }),
  bad(
    83,
    'what does not exist',
    back(() => uuidv7()),
    404,
    'not_found',
    treasurer
  ),
  bad(
    83,
    'one refund id for another gift',
    (scene) => back(() => scene.gifts.paid, { id: scene.gifts.refund })(scene),
    409,
    'id_conflict',
    treasurer
  ),
  bad(
    83,
    'cash for what was to be paid by card',
    ({ gifts: { byCard } }) => ['offline-gifts', 'create', { donationId: byCard, method: 'cash' }],
    409,
    'invalid_transition',
    treasurer
  )
]

const messages = [
  ...[281, 4_001].map((length) =>
    bad(85, `a message of ${String(length)}`, gift({ message: 'x'.repeat(length) }), 400, 'text_too_long', donor)
  ),
  ...['a\u0000b', 'a\ufffeb', 'a\u001bb'].map((message) =>
    bad(85, `the message ${JSON.stringify(message)}`, gift({ message }), 400, 'invalid_characters', donor)
  ),
  bad(85, 'a message that is none', gift({ message: 7 }), 400, 'invalid_text', donor)
]

const campaigns = [
  ...(['ended', 'over', 'notYet'] as const).map((name) =>
    bad(
      86,
      `a gift for what is ${name}`,
      (scene) => gift({ campaignId: scene.gifts[name] })(scene),
      409,
      'campaign_closed',
      donor
    )
  ),
  bad(86, 'a gift for a draft', (scene) => gift({ campaignId: scene.gifts.draft })(scene), 404, 'not_found', donor),
  bad(86, 'a gift for nothing', gift({ campaignId: uuidv7() }), 404, 'not_found', donor),
  bad(86, 'cash for a draft', (scene) => cash({ campaignId: scene.gifts.draft })(scene), 404, 'not_found', treasurer),
  bad(86, 'an end before the start', collection({ startsAt: 2_000, endsAt: 1_000 }), 400, 'invalid_period', treasurer),
  bad(86, 'an end at the start', collection({ startsAt: 2_000, endsAt: 2_000 }), 400, 'invalid_period', treasurer),
  bad(
    86,
    'an end that is moved before the start',
    ({ gifts: { notYet } }) => ['campaigns', 'patch', notYet, { endsAt: 1 }],
    400,
    'invalid_period',
    treasurer
  ),
  bad(86, 'a start before all times', collection({ startsAt: -1 }), 400, 'invalid_data', treasurer),
  bad(
    86,
    'a campaign in a room that does not exist',
    collection({ roomId: uuidv7() }),
    404,
    'room_not_found',
    treasurer
  ),
  bad(
    86,
    'an address that is taken',
    (scene) => collection({ slug: scene.gifts.slug })(),
    409,
    'slug_taken',
    treasurer
  ),
  bad(86, 'a campaign by a member', collection({}), 403, 'not_treasurer')
]

export const giftRows = [
  ...[...amounts, ...limits, ...currencies, ...collectedIn, ...ids, ...said, ...elsewhereSaid],
  ...[...refunds, ...messages, ...campaigns]
]
