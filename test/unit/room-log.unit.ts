import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { RoomLog } from '../../api/client.ts'
import { LogServer, settled, type Row } from '../support/log-server.ts'

const opened = async (count: number, seq?: number) => {
  const server = new LogServer(count)
  const log = new RoomLog<Row>('r', server)
  await log.open(seq)
  return { server, log }
}
const seqs = (log: RoomLog<Row>) => log.rows.map(({ seq }) => seq)
const range = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, i) => first + i)

describe('the window', () => {
  test('opens at the end with 50 rows, or with all there are', async () => {
    expect(seqs((await opened(60)).log)).toEqual(range(11, 60))
    const { log } = await opened(3)
    expect([log.rows.length, log.atStart, log.atEnd]).toEqual([3, true, true])
    const empty = (await opened(0)).log
    expect([empty.rows.length, empty.atStart, empty.atEnd]).toEqual([0, true, true])
  })

  test('opens around a message, and at the end for a message that is not there', async () => {
    const { log } = await opened(1000, 500)
    expect(seqs(log)).toEqual(range(475, 524))
    expect([log.atStart, log.atEnd, log.unseen]).toEqual([false, false, 0])
    const top = (await opened(1000, 1)).log
    expect([seqs(top)[0], top.atStart]).toEqual([1, true])
    expect(seqs((await opened(100, 5000)).log)).toEqual(range(51, 100))
  })

  test('does not ask for what it already shows', async () => {
    const { server, log } = await opened(100)
    await log.open()
    await log.open(70)
    expect(server.asked.length).toBe(1)
    await log.open(20)
    expect(server.asked.length).toBe(2)
  })

  test('stays bounded while paging, and returns to the end', async () => {
    const { log } = await opened(1000)
    for (let i = 0; i < 8; i++) await log.older()
    expect(seqs(log)).toEqual(range(551, 750))
    expect(log.atEnd).toBe(false)
    for (let i = 0; i < 30 && !log.atEnd; i++) await log.newer()
    expect(seqs(log)).toEqual(range(801, 1000))
  })

  test('trims the top for a reader at the end, and stops growing for a reader in the middle', async () => {
    const { server, log } = await opened(1000)
    for (let i = 0; i < 3; i++) await log.older()
    await log.receive(server.add())
    expect(seqs(log)).toEqual(range(802, 1001))
    expect(log.atStart).toBe(false)
    log.following = false
    await log.receive(server.add())
    await log.receive(server.add())
    expect(seqs(log)).toEqual(range(802, 1001))
    expect([log.atEnd, log.unseen]).toEqual([false, 2])
    await log.receive(server.edit(1003))
    expect(log.unseen).toBe(2)
  })
})

describe('catching up', () => {
  test('edits, deletions and messages missed while away come with one question', async () => {
    const { server, log } = await opened(60)
    server.edit(60)
    server.erase(59)
    server.add()
    const asked = server.asked.length
    await log.receive(server.add())
    expect(server.asked.slice(asked)).toEqual([{ roomId: 'r', rev: { $gt: 60 }, $sort: { rev: 1 }, $limit: 500 }])
    expect(log.rows.slice(-4)).toEqual(server.rows.slice(-4))
  })

  test('a head that matches asks nothing, a newer one asks once', async () => {
    const { server, log } = await opened(60)
    await log.head(60, 60)
    expect(server.asked.length).toBe(1)
    server.add()
    server.add()
    await log.head(62, 62)
    expect(server.asked.length).toBe(2)
    expect(log.rows.at(-1)?.seq).toBe(62)
  })

  test('an event that comes while a page is on its way is neither lost nor overwritten by the page', async () => {
    const { server, log } = await opened(200)
    server.slow = true
    const page = log.older()
    await settled()
    server.see()
    const edited = server.edit(120)
    void log.receive(edited)
    server.answer()
    await page
    expect(log.rows.find(({ seq }) => seq === 120)).toEqual(edited)
  })

  test('after more than 500 changes it reopens around the row being read', async () => {
    const { server, log } = await opened(1000, 300)
    log.following = false
    log.reading = 300
    for (let i = 0; i < 501; i++) server.add()
    await log.head(1501, 1501)
    expect(seqs(log)).toEqual(range(275, 324))
    expect(log.unseen).toBe(1501 - 324)
    log.following = true
    for (let i = 0; i < 501; i++) server.add()
    await log.head(2002, 2002)
    expect(log.rows.at(-1)?.seq).toBe(2002)
  })

  test('a question without an answer is asked again after the line is back', async () => {
    const server = new LogServer(10)
    const log = new RoomLog<Row>('r', server)
    server.slow = true
    const opening = log.open()
    await settled()
    server.lose()
    await opening
    expect([log.opened, log.stalled]).toEqual([false, true])
    server.slow = false
    await log.head(10, 10)
    expect([log.rows.length, log.stalled]).toEqual([10, false])
  })
})

type Fate = 'now' | 'late' | 'twice' | 'lost'
type Step =
  | { do: 'add' | 'edit' | 'erase'; at: number; fate: Fate }
  | { do: 'deliver' | 'open' | 'read'; at: number }
  | { do: 'older' | 'newer' | 'see' | 'answer' | 'lose' | 'head' }

const fate = fc.constantFrom<Fate>('now', 'now', 'late', 'twice', 'lost')
const at = fc.nat({ max: 60 })
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constantFrom('add', 'add', 'edit', 'erase'), at, fate }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('deliver', 'deliver', 'open', 'read'), at }) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constantFrom('older', 'newer', 'see', 'see', 'answer', 'answer', 'answer', 'lose', 'head')
    })
  }
)

class History {
  readonly server: LogServer
  readonly log: RoomLog<Row>
  #late: Row[] = []

  constructor(count: number) {
    this.server = new LogServer(count)
    this.server.slow = true
    this.log = new RoomLog<Row>('r', this.server, { sizes: { page: 4, changes: 7, window: 9 } })
    void this.log.open()
  }

  async take(step: Step) {
    const { server, log } = this
    if (step.do === 'add') this.#send(server.add(), step.fate)
    else if (step.do === 'edit' || step.do === 'erase') {
      if (server.rows.length > 0) this.#send(server[step.do]((step.at % server.rows.length) + 1), step.fate)
    } else if (step.do === 'deliver') {
      const [row] = this.#late.splice(step.at % (this.#late.length || 1), 1)
      if (row) void log.receive(row)
    } else if (step.do === 'open') void log.open(step.at % 3 === 0 ? undefined : step.at)
    else if (step.do === 'read') {
      log.following = step.at % 2 === 0
      log.reading = log.rows[step.at % (log.rows.length || 1)]?.seq
    } else if (step.do === 'older' || step.do === 'newer') void log[step.do]()
    else if (step.do === 'head') void log.head(server.lastRev, server.rows.length)
    else server[step.do]()
    await settled()
  }

  /** The line is fine again: every open question is answered, and the heads are compared. */
  async calm() {
    const { server, log } = this
    for (let i = 0; i < 20; i++) {
      server.answer()
      await settled()
    }
    server.slow = false
    await log.head(server.lastRev, server.rows.length)
    await settled()
  }

  #send(row: Row, fate: Fate) {
    if (fate === 'late' || fate === 'twice') this.#late.push(row)
    if (fate === 'now' || fate === 'twice') void this.log.receive(row)
  }
}

test('state after events equals state after a fresh load, whatever was late, doubled, lost or out of order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: 30 }), fc.array(step, { maxLength: 60 }), async (count, steps) => {
      const history = new History(count)
      for (const step of steps) await history.take(step)
      await history.calm()
      const { server, log } = history
      const first = log.rows[0]?.seq ?? 1
      const last = log.rows.at(-1)?.seq ?? 0
      expect(log.rows).toEqual(server.rows.slice(first - 1, last))
      expect(log.rows.length).toBeLessThanOrEqual(9)
      expect(log.opened).toBe(true)
      expect(log.atStart).toBe(first === 1)
      if (log.atEnd) expect(last).toBe(server.rows.length)
      expect(log.unseen).toBe(server.rows.length - last)
    }),
    { numRuns: 1000 }
  )
}, 60_000)
