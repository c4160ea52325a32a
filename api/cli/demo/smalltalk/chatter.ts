import type { Calendar } from '../clock.ts'
import { people } from '../people.ts'
import { speak } from '../phrases.ts'
import type { Dice } from '../random.ts'
import type { Schedule } from '../schedule.ts'
import { readLine } from '../talk.ts'
import { gardenSmallTalk } from './garden.ts'
import { kitchenSmallTalk } from './kitchen.ts'
import { lifeSmallTalk } from './life.ts'
import type { SmallTalk } from './small.ts'
import { tonguesSmallTalk } from './tongues.ts'
import { toolSmallTalk } from './tools.ts'
import { words } from './words.ts'

const everything = [...gardenSmallTalk, ...toolSmallTalk, ...kitchenSmallTalk, ...lifeSmallTalk, ...tonguesSmallTalk]

/** Short words come again, as with people; a whole thought does not. */
const mostRepeats = (sentence: string) => (sentence.length < 24 ? 2 : 1)
const TRIES = 60

interface Place {
  room: string | number
  /** From when on somebody is there; undefined: never. */
  since(handle: string): number | undefined
}

/** Fills the days between the conversations with small talk, until `enough` messages are said or nobody has more to say. */
export const chatter = (
  schedule: Schedule,
  dice: Dice,
  calendar: Calendar,
  { enough, place }: { enough: number; place: (room: string) => Place }
) => {
  const heard = new Map<string, number>()
  const left = everything.flatMap((small) => Array.from({ length: small.most }, () => small))
  shuffle(left, dice)
  for (const { text } of schedule.said) for (const sentence of sentencesOf(text)) count(heard, sentence)

  for (const small of left) {
    if (schedule.said.length >= enough) return
    for (let tries = 0; tries < TRIES && !happens(small); tries++);
  }

  function happens(small: SmallTalk) {
    const { room, since } = place(small.room)
    const cast = castOf(small, dice)
    const at = moment(small, dice, calendar)
    const there = Object.values(cast).every(
      (handle) => (since(handle) ?? Infinity) < at && isAwake(handle, at, calendar)
    )
    if (!there || at > calendar.end - 20 * 60_000 || !schedule.isFree(room, at)) return false

    const meant = new Map(Object.entries(cast).map(([part, handle]) => [part, nameOf(handle)]))
    const lines = small.lines.map((line) => {
      const { author, ...rest } = readLine(line)
      return { ...rest, author: cast[author] ?? author, text: speak(rest.text, dice, words, meant) }
    })
    const sentences = lines.flatMap(({ text }) => sentencesOf(text))
    if (sentences.some((sentence) => (heard.get(sentence) ?? 0) >= mostRepeats(sentence))) return false
    for (const sentence of sentences) count(heard, sentence)
    for (const line of lines) {
      line.edited = dice.chance(0.012)
      if (line !== lines[0] && dice.chance(0.35)) line.pause = dice.between(60, 540) * 1000
    }
    // the last word only, so that nothing answers what is gone
    const last = lines.at(-1)
    if (last) last.deleted = dice.chance(0.02)
    schedule.hold(room, at, lines)
    return true
  }
}

/** A message and each sentence of it, as far as one would notice that it comes again. */
const sentencesOf = (text: string) => {
  const parts = text.split(/[.!?…\n。！？؟]+/).map((part) => part.trim())
  return [...new Set([text, ...parts].filter((part) => part !== ''))]
}

const count = (heard: Map<string, number>, sentence: string) => heard.set(sentence, (heard.get(sentence) ?? 0) + 1)

const castOf = ({ cast }: SmallTalk, dice: Dice) => {
  const chosen: Record<string, string> = {}
  for (const [part, candidates] of Object.entries(cast)) {
    chosen[part] = dice.pick(candidates.filter((handle) => !Object.values(chosen).includes(handle)))
  }
  return chosen
}

const moment = ({ days, hours, on }: SmallTalk, dice: Dice, calendar: Calendar) => {
  const pickDay = () => calendar.today - dice.between(days[1], days[0])
  let day = pickDay()
  while (on && !on.includes(calendar.weekdayOf(day))) day = pickDay()
  const minute = dice.between(hours[0] * 60, hours[1] * 60 - 1)
  return calendar.at(day, minute) + dice.between(0, 59_999)
}

const isAwake = (handle: string, at: number, calendar: Calendar) => {
  const hour = calendar.minuteOf(at) / 60
  const { awake } = personOf(handle)
  return awake.some(([from, to]) => (hour >= from && hour < to) || hour + 24 < to)
}

const nameOf = (handle: string) => personOf(handle).called

const personOf = (handle: string) => {
  const person = people.find((each) => each.handle === handle)
  if (!person) throw new Error(`Nobody is called ${handle}`)
  return person
}

const shuffle = <T>(list: T[], dice: Dice) => {
  for (let last = list.length - 1; last > 0; last--) {
    const other = dice.between(0, last)
    const moved = list[last] as T
    list[last] = list[other] as T
    list[other] = moved
  }
}
