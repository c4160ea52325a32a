import type { Knex } from 'knex'

export interface Ranked {
  /** Of a member their id, else that of the donation: to be shown to nobody. */
  key: string
  userId: string | null
  donorName: string | null
  /** minor units; 0 when no amount may be known */
  given: number
  lastAt: number
}

interface Wanted {
  /** of the ledger: the income of one campaign */
  account: string
  since: number
  limit: number
  skip: number
}

/** Gifts as much as the campaign still has of them, from the ledger: what went back whole is none. */
const GIFTS = `
  from (select "donationId", -sum(amount) as income from ledger where account = :account group by "donationId") as gift
  join donations d on d.id = gift."donationId"
  where gift.income > 0 and d."succeededAt" >= :since`

/**
 * By public amounts alone: whoever hid all of theirs stands after those, so that no place tells of a hidden sum. Equal sums stand in
 * the order in which they were reached.
 */
const RANKED = `
  select coalesce(d."userId", d.id) as key, d."userId", case when d."userId" is null then d."donorName" end as "donorName",
    sum(case when d.visibility = 'public' then gift.income else 0 end) as given,
    coalesce(max(case when d.visibility = 'public' then d."succeededAt" end), max(d."succeededAt")) as "lastAt"
  ${GIFTS} and d.visibility <> 'anonymous'
  group by 1, 2, 3
  order by given desc, "lastAt" asc, key asc
  limit :limit offset :skip`

const COUNTS = `
  select count(distinct case when d.visibility <> 'anonymous' then coalesce(d."userId", d.id) end) as people,
    coalesce(sum(case when d.visibility = 'anonymous' then 1 else 0 end), 0) as souls
  ${GIFTS}`

/** Those who gave to a campaign since then and let themselves be named, and how many gifts came without a name. */
export const rankedSupporters = async (db: Knex, wanted: Wanted) => {
  const [counts] = await rowsOf<{ people: Sum; souls: Sum }>(db, COUNTS, wanted)
  const rows = await rowsOf<Omit<Ranked, 'given' | 'lastAt'> & { given: Sum; lastAt: Sum }>(db, RANKED, wanted)
  return {
    total: Number(counts?.people),
    kindSouls: Number(counts?.souls),
    rows: rows.map((row): Ranked => ({ ...row, given: Number(row.given), lastAt: Number(row.lastAt) }))
  }
}

/** PostgreSQL tells sums as text. */
type Sum = number | string

const rowsOf = async <Row>(db: Knex, sql: string, { account, since, limit, skip }: Wanted): Promise<Row[]> => {
  const values = sql === RANKED ? { account, since, limit, skip } : { account, since }
  const answer = (await db.raw(sql, values)) as Row[] | { rows: Row[] }
  return Array.isArray(answer) ? answer : answer.rows
}
