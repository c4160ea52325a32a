/** An amount in minor units as somebody would type it: 2550 with two decimals is `25.50`, 2500 is `25`. */
export const written = (amount: number, exponent: number) => {
  const digits = String(amount).padStart(exponent + 1, '0')
  const whole = digits.slice(0, digits.length - exponent)
  const fraction = digits.slice(digits.length - exponent)
  return Number(fraction) === 0 ? whole : `${whole}.${fraction}`
}
