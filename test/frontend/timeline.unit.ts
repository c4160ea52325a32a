import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Timeline } from '../../frontend/lib/timeline.svelte.ts'
import { LogServer, settled, type Row } from './log-server.ts'

const opened = async (count: number, seq?: number) => {
  const server = new LogServer(count)
  const timeline = new Timeline<Row>('r', server)
  await timeline.open(seq)
  return { server, timeline }
}
const seqs = (timeline: Timeline<Row>) => timeline.rows.map(({ seq }) => seq)
const range = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, i) => first + i)

describe('the window', () => {
  test('opens at the end with 50 rows, or with all there are', async () => {
    expect(seqs((await opened(60)).timeline)).toEqual(range(11, 60))
    const { timeline } = await opened(3)
    expect([timeline.rows.length, timeline.atStart, timeline.atEnd]).toEqual([3, true, true])
    const empty = (await opened(0)).timeline
    expect([empty.rows.length, empty.atStart, empty.atEnd]).toEqual([0, true, true])
  })

  test('opens around a message, and at the end for a message that is not there', async () => {
    const { timeline } = await opened(1000, 500)
    expect(seqs(timeline)).toEqual(range(475, 524))
    expect([timeline.atStart, timeline.atEnd, timeline.unseen]).toEqual([false, false, 0])
    const top = (await opened(1000, 1)).timeline
    expect([seqs(top)[0], top.atStart]).toEqual([1, true])
    expect(seqs((await opened(100, 5000)).timeline)).toEqual(range(51, 100))
  })

  test('does not ask for what it already shows', async () => {
    const { server, timeline } = await opened(100)
    await timeline.open()
    await timeline.open(70)
    expect(server.asked.length).toBe(1)
    await timeline.open(20)
    expect(server.asked.length).toBe(2)
  })

  test('stays bounded while paging, and returns to the end', async () => {
    const { timeline } = await opened(1000)
    for (let i = 0; i < 8; i++) await timeline.older()
    expect(seqs(timeline)).toEqual(range(551, 750))
    expect(timeline.atEnd).toBe(false)
    for (let i = 0; i < 30 && !timeline.atEnd; i++) await timeline.newer()
    expect(seqs(timeline)).toEqual(range(801, 1000))
  })

  test('trims the top for a reader at the end, and stops growing for a reader in the middle', async () => {
    const { server, timeline } = await opened(1000)
    for (let i = 0; i < 3; i++) await timeline.older()
    await timeline.receive(server.add())
    expect(seqs(timeline)).toEqual(range(802, 1001))
    expect(timeline.atStart).toBe(false)
    timeline.following = false
    await timeline.receive(server.add())
    await timeline.receive(server.add())
    expect(seqs(timeline)).toEqual(range(802, 1001))
    expect([timeline.atEnd, timeline.unseen]).toEqual([false, 2])
    await timeline.receive(server.edit(1003))
    expect(timeline.unseen).toBe(2)
  })
})

describe('catching up', () => {
  test('edits, deletions and messages missed while away come with one question', async () => {
    const { server, timeline } = await opened(60)
    server.edit(60)
    server.erase(59)
    server.add()
    const asked = server.asked.length
    await timeline.receive(server.add())
    expect(server.asked.slice(asked)).toEqual([{ roomId: 'r', rev: { $gt: 60 }, $sort: { rev: 1 }, $limit: 500 }])
    expect(timeline.rows.slice(-4)).toEqual(server.rows.slice(-4))
  })

  test('a head that matches asks nothing, a newer one asks once', async () => {
    const { server, timeline } = await opened(60)
    await timeline.head(60, 60)
    expect(server.asked.length).toBe(1)
    server.add()
    server.add()
    await timeline.head(62, 62)
    expect(server.asked.length).toBe(2)
    expect(timeline.rows.at(-1)?.seq).toBe(62)
  })

  test('an event that comes while a page is on its way is neither lost nor overwritten by the page', async () => {
    const { server, timeline } = await opened(200)
    server.slow = true
    const page = timeline.older()
    await settled()
    server.see()
    const edited = server.edit(120)
    void timeline.receive(edited)
    server.answer()
    await page
    expect(timeline.rows.find(({ seq }) => seq === 120)).toEqual(edited)
  })

  test('after more than 500 changes it reopens around the row being read', async () => {
    const { server, timeline } = await opened(1000, 300)
    timeline.following = false
    timeline.reading = 300
    for (let i = 0; i < 501; i++) server.add()
    await timeline.head(1501, 1501)
    expect(seqs(timeline)).toEqual(range(275, 324))
    expect(timeline.unseen).toBe(1501 - 324)
    timeline.following = true
    for (let i = 0; i < 501; i++) server.add()
    await timeline.head(2002, 2002)
    expect(timeline.rows.at(-1)?.seq).toBe(2002)
  })

  test('a question without an answer is asked again after the line is back', async () => {
    const server = new LogServer(10)
    const timeline = new Timeline<Row>('r', server)
    server.slow = true
    const opening = timeline.open()
    await settled()
    server.lose()
    await opening
    expect([timeline.opened, timeline.stalled]).toEqual([false, true])
    server.slow = false
    await timeline.head(10, 10)
    expect([timeline.rows.length, timeline.stalled]).toEqual([10, false])
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
  readonly timeline: Timeline<Row>
  #late: Row[] = []

  constructor(count: number) {
    this.server = new LogServer(count)
    this.server.slow = true
    this.timeline = new Timeline<Row>('r', this.server, { page: 4, changes: 7, window: 9 })
    void this.timeline.open()
  }

  async take(step: Step) {
    const { server, timeline } = this
    if (step.do === 'add') this.#send(server.add(), step.fate)
    else if (step.do === 'edit' || step.do === 'erase') {
      if (server.rows.length > 0) this.#send(server[step.do]((step.at % server.rows.length) + 1), step.fate)
    } else if (step.do === 'deliver') {
      const [row] = this.#late.splice(step.at % (this.#late.length || 1), 1)
      if (row) void timeline.receive(row)
    } else if (step.do === 'open') void timeline.open(step.at % 3 === 0 ? undefined : step.at)
    else if (step.do === 'read') {
      timeline.following = step.at % 2 === 0
      timeline.reading = timeline.rows[step.at % (timeline.rows.length || 1)]?.seq
    } else if (step.do === 'older' || step.do === 'newer') void timeline[step.do]()
    else if (step.do === 'head') void timeline.head(server.lastRev, server.rows.length)
    else server[step.do]()
    await settled()
  }

  /** The line is fine again: every open question is answered, and the heads are compared. */
  async calm() {
    const { server, timeline } = this
    for (let i = 0; i < 20; i++) {
      server.answer()
      await settled()
    }
    server.slow = false
    await timeline.head(server.lastRev, server.rows.length)
    await settled()
  }

  #send(row: Row, fate: Fate) {
    if (fate === 'late' || fate === 'twice') this.#late.push(row)
    if (fate === 'now' || fate === 'twice') void this.timeline.receive(row)
  }
}

test('state after events equals state after a fresh load, whatever was late, doubled, lost or out of order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: 30 }), fc.array(step, { maxLength: 60 }), async (count, steps) => {
      const history = new History(count)
      for (const step of steps) await history.take(step)
      await history.calm()
      const { server, timeline } = history
      const first = timeline.rows[0]?.seq ?? 1
      const last = timeline.rows.at(-1)?.seq ?? 0
      expect(timeline.rows).toEqual(server.rows.slice(first - 1, last))
      expect(timeline.rows.length).toBeLessThanOrEqual(9)
      expect(timeline.opened).toBe(true)
      expect(timeline.atStart).toBe(first === 1)
      if (timeline.atEnd) expect(last).toBe(server.rows.length)
      expect(timeline.unseen).toBe(server.rows.length - last)
    }),
    { numRuns: 1000 }
  )
}, 60_000)
