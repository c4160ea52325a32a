import { describe, expect, test } from 'vitest'
import { demoCommunity } from '../../api/cli/demo/community.ts'
import { logOf } from '../../api/cli/demo/log.ts'

const DAY = 24 * 60 * 60 * 1000
/** A winter noon, a summer night, the day after a change of clocks, an early Monday. */
const MOMENTS = ['2026-01-14T11:30:00Z', '2026-07-05T01:12:00Z', '2026-03-30T15:00:00Z', '2027-10-18T05:20:00Z'].map(
  (text) => Date.parse(text)
)

describe.each(MOMENTS)('the demo community at %d', (now) => {
  const demo = demoCommunity(now)
  const { people, rooms, directs, messages } = demo
  const placeOf = (room: string | number) =>
    typeof room === 'number' ? directs[room] : rooms.find(({ slug }) => slug === room)

  test('has twelve people, six rooms and about 2,000 messages over sixty days', () => {
    expect(people).toHaveLength(12)
    expect(rooms).toHaveLength(6)
    expect(directs.length).toBeGreaterThan(3)
    expect(messages.length).toBeGreaterThanOrEqual(1900)
    expect(messages.length).toBeLessThanOrEqual(2200)
    const times = messages.map(({ at }) => at)
    expect(Math.max(...times) - Math.min(...times)).toBeGreaterThan(55 * DAY)
  })

  test('has one owner, one admin, one moderator, one treasurer', () => {
    const roles = people.map(({ role }) => role)
    for (const role of ['owner', 'admin', 'moderator', 'treasurer']) {
      expect(roles.filter((each) => each === role)).toHaveLength(1)
    }
  })

  test('is the same for the same seed and another for another', () => {
    expect(demoCommunity(now)).toEqual(demo)
    expect(demoCommunity(now, 2).messages).not.toEqual(messages)
  })

  test('happens before now, in order', () => {
    for (const { at, editedAt = at, deletedAt = at } of messages) {
      expect(Math.max(at, editedAt, deletedAt)).toBeLessThanOrEqual(now)
      expect(Math.min(at, editedAt, deletedAt)).toBe(at)
    }
    expect(messages.map(({ at }) => at)).toEqual(messages.map(({ at }) => at).sort((a, b) => a - b))
  })

  test('lets only members speak, once they are in the room', () => {
    for (const { room, author, at, text } of messages) {
      const joinedAt = placeOf(room)?.members.find(({ handle }) => handle === author)?.joinedAt
      expect(joinedAt, `${author} in ${room}: ${text}`).toBeLessThanOrEqual(at)
    }
    for (const { members, createdAt } of [...rooms, ...directs]) {
      for (const { handle, joinedAt } of members) {
        expect(joinedAt).toBeGreaterThanOrEqual(createdAt)
        expect(joinedAt).toBeGreaterThanOrEqual(people.find((person) => person.handle === handle)?.joinedAt ?? Infinity)
      }
    }
  })

  test('answers earlier messages of the same room that are still there', () => {
    const answers = messages.filter(({ replyTo }) => replyTo !== undefined)
    expect(answers.length).toBeGreaterThan(20)
    for (const { room, at, replyTo = -1 } of answers) {
      const parent = messages[replyTo]
      expect(parent?.room).toBe(room)
      expect(parent?.at).toBeLessThan(at)
      expect(parent?.deletedAt ?? Infinity).toBeGreaterThan(at)
    }
  })

  test('has edits, and deletions that leave no text', () => {
    expect(messages.filter(({ editedAt }) => editedAt).length).toBeGreaterThan(5)
    expect(messages.filter(({ deletedAt }) => deletedAt).length).toBeGreaterThan(2)
    for (const { text, deletedAt } of messages) expect(text === '').toBe(deletedAt !== undefined)
  })

  test('says nothing more than three times, but for single words within a message', () => {
    const often = new Map<string, number>()
    for (const { text } of messages) {
      const sentences = text.split(/(?<=[.!?…。！？؟])\s+|\n/).filter((sentence) => /\s|[。！？]/.test(sentence))
      for (const said of new Set([text, ...sentences])) if (said) often.set(said, (often.get(said) ?? 0) + 1)
    }
    expect([...often].filter(([, times]) => times > 3)).toEqual([])
  })

  test('keeps to the limits of what people may write', () => {
    for (const { text } of messages) {
      expect([...text].length).toBeLessThanOrEqual(4000)
      expect(text.trim()).toBe(text)
      expect(text).not.toMatch(/[{}|$]| {2}/)
    }
    for (const { displayName, bio, handle } of people) {
      expect([...displayName].length).toBeLessThanOrEqual(64)
      expect([...bio].length).toBeLessThanOrEqual(500)
      expect(handle).toMatch(/^[a-z0-9](?:[a-z0-9_.-]{0,30}[a-z0-9])$/)
    }
    expect(Math.max(...messages.map(({ text }) => [...text].length))).toBeGreaterThan(1500)
  })

  test.each([
    ['Arabic', /\p{Script=Arabic}{3}/u],
    ['Japanese', /[\p{Script=Hiragana}\p{Script=Katakana}]{3}/u],
    ['Ukrainian', /[їієґ]/u],
    ['German', /\b(ich|nicht|und|Beet)\b/u],
    ['Spanish', /[¿¡]/u],
    ['French', /\b(jsuis|c’est|vous|merci)\b/iu],
    ['Portuguese', /[ãõ]|(?<!\p{L})(obrigad|daqui|quem quer|saudade|agora|anotado|gente)/iu],
    ['Turkish', /[ğış]/u]
  ])('speaks %s among other languages', (_language, letters) => {
    expect(messages.filter(({ text }) => letters.test(text)).length).toBeGreaterThan(4)
  })

  test('makes a log without gaps for each room', () => {
    for (const place of [...rooms.map(({ slug }) => slug), ...directs.keys()]) {
      const { entries, lastSeq, lastRev } = logOf(messages, place)
      expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => index + 1))
      expect(lastSeq).toBe(entries.length)
      const revs = entries.map(({ rev }) => rev)
      expect(new Set(revs).size).toBe(revs.length)
      expect(Math.max(...revs)).toBe(lastRev)
      expect(lastRev).toBeGreaterThanOrEqual(lastSeq)
    }
  })
})
