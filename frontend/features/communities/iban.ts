/** As it is stored: "de89 3704…" is DE893704…; the same for a BIC. */
export const compactIban = (text: string) => text.replace(/\s/g, '').toUpperCase()

/** As people read it: in groups of four. */
export const readableIban = (iban: string) => iban.replace(/(.{4})(?=.)/g, '$1 ')
