import { parseMoney } from '$sdk'

const COMMAND = /^\/give(?:\s+([^]*))?$/

/**
 * What somebody wrote to the composer: `/give 25 thanks for the talk`. The sum may carry its sign, before or after it; what is no
 * sum belongs to the message. Undefined when it is no such command.
 */
export const giveCommand = (text: string, currency: string, locale?: string) => {
  const found = COMMAND.exec(text.trim())
  if (!found) return undefined
  const rest = found[1]?.trim() ?? ''
  // "€ 25 …" and "25 € …" take two words, "25 …" one
  for (const words of [/^\S+\s+\S+/, /^\S+/]) {
    const sum = words.exec(rest)?.[0]
    const amount = sum && parseMoney(sum, currency, locale)
    if (sum && amount) return { amount, message: rest.slice(sum.length).trim() }
  }
  return { amount: undefined, message: rest }
}
