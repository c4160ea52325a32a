import { aPlay, attempt, endPlay, type Act, type Company, type Play } from './gift-world.ts'
import { lookNow, WORKS } from './gift-world.acts.ts'
import { wrongNow, wrongOfAll, wrongToProvider } from './gift-world.checks.ts'
import { wrongToHear } from './gift-world.heard.ts'

/** What cannot be done to one gift may be done to another. */
const perform = async (play: Play, one: Act, done: Set<string>) => {
  for (const shift of play.gifts.keys()) {
    const gift = (one.gift + shift) % play.gifts.length
    if (!(await attempt(() => WORKS[one.what](play, play.gifts[gift]!, { ...one, gift })))) continue
    done.add(one.what)
    return
  }
}

/** So many acts happen at once at most. */
const MOST_AT_ONCE = 3

const groupsOf = (history: Act[]) => {
  const groups: Act[][] = []
  let open = false
  for (const one of history) {
    const last = groups.at(-1)
    if (last && open && last.length < MOST_AT_ONCE) last.push(one)
    else groups.push([one])
    open = one.along
  }
  return groups
}

const expectRight = (when: string, wrong: string[]) => {
  if (wrong.length > 0) throw new Error(`${when}:\n${wrong.join('\n')}`)
}

/** Nothing goes wrong any more, and the app has looked at all that it looks at by itself: then everybody says the same. */
const settle = async (play: Play) => {
  const { control } = play.giving
  const checks = [wrongNow, wrongOfAll, wrongToProvider, wrongToHear]
  const all = async () => (await Promise.all(checks.map((check) => check(play)))).flat()
  await control.calm()
  await control.setChaos({ hold: true })
  await lookNow(play)
  expectRight('after reconcile', await all())
  // what was held back all the time says nothing new
  await control.release()
  await control.calm()
  await control.deliver()
  expectRight('after late notices', await all())
}

/** Plays a history, and looks after each step and at the end whether all is right. @throws what is wrong, in words */
export const live = async (company: Company, acts: Act[], done = new Set<string>()) => {
  const play = await aPlay(company)
  try {
    for (const group of groupsOf(acts)) {
      await Promise.all(group.map((one) => perform(play, one, done)))
      expectRight(JSON.stringify(group), await wrongNow(play))
    }
    await settle(play)
  } finally {
    await endPlay(play)
  }
}
