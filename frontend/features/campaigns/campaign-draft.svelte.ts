import { newId, parseMoney, slugOf, type Campaign, type CampaignData } from '$sdk'
import { written } from '../donations/written.ts'

export const MOST_SUGGESTIONS = 6
const DAY = 24 * 3600_000

/** A suggestion while it is edited; the id is for the page only. */
export interface Suggestion {
  id: string
  amount: string
  text: string
}

/** As `<input type="date">` writes it, in the person's own calendar. */
const dayOf = (at: number) => {
  const day = new Date(at)
  const two = (part: number) => String(part).padStart(2, '0')
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`
}
const startOf = (day: string) => new Date(`${day}T00:00`).getTime()
/** The last moment of the day. */
const endOf = (day: string) => new Date(startOf(day) + 1.5 * DAY).setHours(0, 0, 0, 0) - 1

/** A campaign as it is typed: sums and days are words until they are read. */
export class CampaignDraft {
  readonly #of: Campaign | undefined
  title = $state('')
  slug = $state('')
  story = $state('')
  currency = $state('EUR')
  goal = $state('')
  startsOn = $state('')
  endsOn = $state('')
  /** '' is no room */
  roomId = $state('')
  heat = $state(false)
  suggestions = $state<Suggestion[]>([])

  constructor(of?: Campaign) {
    this.#of = of
    if (!of) return
    this.title = of.title
    this.slug = of.slug
    this.story = of.story
    this.currency = of.currency
    this.goal = written(of.goalAmount, of.exponent)
    this.startsOn = of.startsAt === null ? '' : dayOf(of.startsAt)
    this.endsOn = of.endsAt === null ? '' : dayOf(of.endsAt)
    this.roomId = of.roomId ?? ''
    this.heat = of.heat
    this.suggestions = of.suggestions.map(({ amount, text }) => ({
      id: newId(),
      amount: written(amount, of.exponent),
      text
    }))
  }

  get isNew() {
    return this.#of === undefined
  }
  /** Where its page is, or will be. */
  get address() {
    return this.slug.trim() || slugOf(this.title)
  }

  addSuggestion = () => {
    if (this.suggestions.length < MOST_SUGGESTIONS) this.suggestions.push({ id: newId(), amount: '', text: '' })
  }
  dropSuggestion = (id: string) => {
    this.suggestions = this.suggestions.filter((row) => row.id !== id)
  }

  /** What is wrong, by field; nothing when all can be read. */
  get wrong(): Record<string, string> {
    const found: Record<string, string> = {}
    if (!this.#sum(this.goal)) found['goalAmount'] = `Type a sum in ${this.currency}, like 2400.`
    if (this.startsOn && this.endsOn && this.endsOn < this.startsOn)
      found['endsAt'] = 'The end must come after the beginning.'
    for (const { id, amount, text } of this.suggestions)
      if (!this.#sum(amount) || !text.trim()) found[`suggestion-${id}`] = 'A sum and what it does, please.'
    return found
  }

  /** The record, once nothing is `wrong`. */
  get data(): CampaignData {
    const slug = this.slug.trim()
    return {
      title: this.title.trim(),
      story: this.story.trim(),
      currency: this.currency,
      goalAmount: this.#sum(this.goal) ?? 0,
      suggestions: this.suggestions.map(({ amount, text }) => ({ amount: this.#sum(amount) ?? 0, text: text.trim() })),
      startsAt: this.startsOn ? startOf(this.startsOn) : null,
      endsAt: this.endsOn ? endOf(this.endsOn) : null,
      roomId: this.roomId || null,
      heat: this.heat,
      ...(slug && { slug })
    }
  }

  /** Only what differs from the stored campaign. */
  get changes() {
    const { currency: _, ...data } = this.data
    const stored = this.#of as Record<string, unknown> | undefined
    // a day that nobody touched keeps its hour
    const kept = new Set<string>([
      ...(this.#of?.startsAt != null && dayOf(this.#of.startsAt) === this.startsOn ? ['startsAt'] : []),
      ...(this.#of?.endsAt != null && dayOf(this.#of.endsAt) === this.endsOn ? ['endsAt'] : [])
    ])
    const entries = Object.entries(data).filter(
      ([name, value]) => !kept.has(name) && JSON.stringify(stored?.[name]) !== JSON.stringify(value)
    )
    return Object.fromEntries(entries) as Partial<typeof data>
  }

  #sum(text: string) {
    return parseMoney(text, this.currency) || undefined
  }
}
