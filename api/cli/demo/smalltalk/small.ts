/** A short exchange that happens again and again, each time in other words. */
export interface SmallTalk {
  /** slug of a room, or the handles of a direct room */
  room: string
  /** For each part a, b, c: who may play it. */
  cast: Record<string, string[]>
  lines: string[]
  /** How many days ago it may happen. */
  days: [oldest: number, newest: number]
  /** Between which hours of the garden's clock. */
  hours: [from: number, to: number]
  /** On which days of the week; 'mon' to 'sun', '' for any. */
  on: string
  /** How often at most. */
  most: number
}

type Options = Partial<Pick<SmallTalk, 'days' | 'hours' | 'on' | 'most'>>

/**
 * @param cast `a=jonas b=mina,olena`
 * @param lines `a: text`, in the language of phrases.ts
 */
export const small = (room: string, cast: string, lines: string[], options: Options = {}): SmallTalk => ({
  room,
  cast: Object.fromEntries(
    cast.split(' ').map((part) => {
      const [name = '', people = ''] = part.split('=')
      return [name, people.split(',')]
    })
  ),
  lines,
  days: [58, 0],
  hours: [6, 23],
  on: '',
  most: 4,
  ...options
})
