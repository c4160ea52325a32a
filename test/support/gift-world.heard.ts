import { isDeepStrictEqual } from 'node:util'
import type { Giving } from './giving.ts'
import { db, type Play } from './gift-world.ts'
import type { Somebody } from './people.ts'

type Row = Record<string, unknown> & { id: string; rev?: number }
type Path = 'campaigns' | 'donations' | 'subscriptions' | 'receipts' | 'refunds' | 'disputes' | 'messages' | 'profiles'

/** What somebody holds who has only listened: the latest of each record; of a message the one with the highest `rev`. */
const folded = ({ heard }: Somebody, path: Path) => {
  const records = new Map<string, Row>()
  for (const { event, data } of heard) {
    const row = data as Row
    const before = records.get(row.id)
    if (event.split(' ')[0] === path && (before?.rev ?? 0) <= (row.rev ?? 0)) records.set(row.id, row)
  }
  return records
}

/** Returns when everybody has heard all that was said so far: what is said last comes last. */
const everythingHeard = async ({ owner, people }: Giving) => {
  const bio = `heard ${crypto.randomUUID()}`
  await owner.service('profiles').patch(owner.id, { bio })
  const deadline = Date.now() + 10_000
  for (const { heard, email } of people)
    while (!heard.slice(-40).some(({ data }) => data['bio'] === bio)) {
      if (Date.now() > deadline) throw new Error(`${email} hears nothing`)
      await new Promise((resolve) => setTimeout(resolve, 2))
    }
}

const compare = async (person: Somebody, path: Path, query: object) => {
  const { data } = await person.service(path).find({ query: { ...query, $limit: 100 } })
  const loaded = new Map((data as unknown as Row[]).map((row) => [row.id, row]))
  const heard = folded(person, path)
  return [...loaded].flatMap(([id, row]) =>
    isDeepStrictEqual(heard.get(id), row)
      ? []
      : [`${person.email} heard of ${path} ${JSON.stringify(heard.get(id))}, and loads ${JSON.stringify(row)}`]
  )
}

/** State after events is state after a fresh load, for everybody; nobody heard of a gift's message that is not there. */
export const wrongToHear = async (play: Play): Promise<string[]> => {
  const { giving, room, campaign, gifts } = play
  const { owner, treasurer, ben, people } = giving
  await everythingHeard(giving)
  const ids = await db(play)('donations').where({ campaignId: campaign.id }).pluck<string[]>('id')
  const books = [owner, treasurer]
  const wrong = await Promise.all([
    ...[...books, ...gifts.map(({ donor }) => donor)].flatMap((person) => [
      compare(person, 'donations', { campaignId: campaign.id }),
      compare(person, 'subscriptions', { campaignId: campaign.id }),
      compare(person, 'receipts', { donationId: { $in: ids } })
    ]),
    ...books.flatMap((person) => [
      compare(person, 'refunds', { donationId: { $in: ids } }),
      compare(person, 'disputes', { donationId: { $in: ids } })
    ]),
    ...people.map((person) => compare(person, 'campaigns', { id: campaign.id })),
    compare(ben, 'messages', { roomId: room.id })
  ])
  return [...wrong.flat(), ...(await ghosts(play))]
}

/** Messages of gifts that somebody in the room heard of, and that are not there. */
export const ghosts = async (play: Play): Promise<string[]> => {
  const { giving, room } = play
  const { email } = giving.ben
  const told = [...folded(giving.ben, 'messages').values()].filter(
    (row) => row.roomId === room.id && row.kind === 'gift'
  )
  const stored = await db(play)('messages').where({ roomId: room.id, kind: 'gift' }).pluck<string[]>('id')
  return told.filter(({ id }) => !stored.includes(id)).map(({ id }) => `${email} heard of ${id}, which is not there`)
}
