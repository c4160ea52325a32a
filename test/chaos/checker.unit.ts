import { describe, expect, test } from 'vitest'
import { violationsOf, type Evidence } from './checker.ts'
import type { Deed, Seen } from './history.ts'

const ROOM = 'room'
const message = (seq: number, more: Partial<Seen> = {}): Seen => ({
  ...{ id: `m${seq}`, roomId: ROOM, userId: 'ana', seq, rev: seq, text: `hello ${seq}`, deletedAt: null },
  ...more
})
const said = (answer: Seen, more: Partial<Deed> = {}): Deed => ({
  ...{ kind: 'say', id: answer.id, roomId: ROOM, userId: 'ana', text: answer.text, at: answer.seq * 10, tries: 1 },
  done: { at: answer.seq * 10 + 5, answer },
  ...more
})

/** Three messages, acknowledged, stored, heard and shown. */
const allIsWell = (): { [Part in keyof Evidence]: [...Evidence[Part]] } => {
  const stored = [1, 2, 3].map((seq) => message(seq))
  return {
    deeds: stored.map((row) => said(row)),
    sights: stored.map((row) => ({ who: 'ben', by: 'event', at: row.seq * 10 + 6, message: row })),
    absences: [],
    shown: [{ who: 'ben', roomId: ROOM, rows: stored }],
    stored,
    heads: [{ id: ROOM, lastSeq: 3, lastRev: 3 }]
  }
}
const kindsOf = (evidence: Evidence) => [...new Set(violationsOf(evidence).map(({ kind }) => kind))]

test('nothing is found where all is well, also while somebody waits for an answer', () => {
  expect(violationsOf(allIsWell())).toEqual([])
  const unanswered = allIsWell()
  const { done: _done, ...open } = said(message(4))
  unanswered.deeds.push(open)
  expect(violationsOf(unanswered)).toEqual([])
})

describe('finds', () => {
  test('a message that was acknowledged and is not stored', () => {
    const evidence = allIsWell()
    evidence.deeds.push(said(message(4)))
    expect(kindsOf(evidence)).toEqual(['lost'])
  })

  test('an edit, and a deletion, that were acknowledged and are not stored', () => {
    const edited = allIsWell()
    edited.deeds.push(said(message(3, { rev: 4, text: 'better' }), { kind: 'edit' }))
    expect(kindsOf(edited)).toEqual(['lost'])
    const removed = allIsWell()
    removed.deeds.push(said(message(3, { rev: 4, text: '', deletedAt: 1 }), { kind: 'unsay' }))
    expect(kindsOf(removed)).toEqual(['lost'])
  })

  test('one message that is stored twice under two ids', () => {
    const evidence = allIsWell()
    const again = message(4, { text: 'hello 3' })
    const stored = [...evidence.stored, again]
    const shown = [{ who: 'ben', roomId: ROOM, rows: stored }]
    expect(kindsOf({ ...evidence, stored, shown, heads: [{ id: ROOM, lastSeq: 4, lastRev: 4 }] })).toContain('doubled')
  })

  test('what nobody sent', () => {
    const evidence = allIsWell()
    evidence.deeds.pop()
    expect(kindsOf(evidence)).toEqual(['ghost'])
  })

  test('a gap, a place that is given twice, a change that is given twice, and a head that lies', () => {
    const heads = [{ id: ROOM, lastSeq: 3, lastRev: 3 }]
    for (const third of [message(3, { seq: 4 }), message(3, { seq: 2 }), message(3, { rev: 2 })]) {
      const stored = [message(1), message(2), third]
      const deeds = stored.map((row) => said(row))
      expect(kindsOf({ ...allIsWell(), deeds, stored, sights: [], shown: [], heads })).toEqual(['disorder'])
    }
    expect(kindsOf({ ...allIsWell(), heads: [{ id: ROOM, lastSeq: 4, lastRev: 4 }] })).toEqual(['disorder'])
  })

  test('an acknowledgement of another place', () => {
    const evidence = allIsWell()
    evidence.deeds[2] = said(message(3), { done: { at: 35, answer: message(3, { seq: 2 }) } })
    expect(kindsOf(evidence)).toEqual(['disorder'])
  })

  test('an event of what was never stored, or of a change that was never made', () => {
    const evidence = allIsWell()
    evidence.sights.push({ who: 'ben', by: 'event', at: 40, message: message(4) })
    expect(kindsOf(evidence)).toEqual(['ghost'])
    const changed = allIsWell()
    changed.sights.push({ who: 'ben', by: 'event', at: 40, message: message(3, { rev: 4, text: 'better' }) })
    expect(kindsOf(changed)).toEqual(['ghost'])
  })

  test('one change that was told in two ways', () => {
    const evidence = allIsWell()
    evidence.sights.push({ who: 'cleo', by: 'event', at: 40, message: message(3, { text: 'something else' }) })
    expect(kindsOf(evidence)).toEqual(['disorder'])
  })

  test('a window that lacks a message, shows one twice, shows an old state, or another order', () => {
    const [one, two, three] = [message(1), message(2), message(3)]
    const window = (...rows: Seen[]) => kindsOf({ ...allIsWell(), shown: [{ who: 'ben', roomId: ROOM, rows }] })
    expect(window(one, three)).toEqual(['incomplete'])
    expect(window(one, two, three, three)).toEqual(['doubled'])
    expect(window(one, two, { ...three, text: 'as it was' })).toEqual(['incomplete'])
    expect(window(two, one, three)).toEqual(['disorder'])
  })

  test('somebody who saw what was said while they were away, and nobody who read it when they were back', () => {
    const away = { who: 'ben', roomId: ROOM, from: 15, to: 50 }
    expect(kindsOf({ ...allIsWell(), absences: [away] })).toEqual(['leak'])
    expect(kindsOf({ ...allIsWell(), absences: [{ ...away, to: 21 }] })).toEqual([])
    // what was said before may still have been on its way
    expect(kindsOf({ ...allIsWell(), absences: [{ ...away, from: 35 }] })).toEqual([])
  })
})
