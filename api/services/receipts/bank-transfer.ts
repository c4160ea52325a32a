import { decimalOf } from '../../payments/currencies.ts'

/** Lengths by country, of the IBAN registry (ISO 13616). A country that joins later is checked by its check digits only. */
const IBAN_LENGTHS = new Map(
  (
    'AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ' +
    'ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 ' +
    'LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 ' +
    'PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30'
  )
    .split(' ')
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))])
)

/** As people write it, in groups and small letters, or as machines do. */
export const isIban = (text: string) => {
  const iban = compact(text)
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(iban)) return false
  return iban.length === (IBAN_LENGTHS.get(iban.slice(0, 2)) ?? iban.length) && isChecked(iban)
}

/** The business identifier of a bank (ISO 9362), of 8 or 11 characters. */
export const isBic = (text: string) => /^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$/.test(compact(text))

/**
 * A reference that banks check for typing errors, by ISO 11649: RF, two check digits, and the letters and digits of
 * `text`. Undefined when there are none of these, or more than 21.
 */
export const creditorReference = (text: string): string | undefined => {
  const reference = text.toUpperCase().replace(/[^A-Z0-9]/g, '')
  if (!/^[A-Z0-9]{1,21}$/.test(reference)) return
  const check = 98 - remainder97(`${reference}RF00`)
  return `RF${String(check).padStart(2, '0')}${reference}`
}

export const isCreditorReference = (text: string) => {
  const reference = compact(text)
  return /^RF\d{2}[A-Z0-9]{1,21}$/.test(reference) && isChecked(reference)
}

export interface CreditTransfer {
  /** Of the account, at most 70 characters. */
  name: string
  iban: string
  /** Banks within the EEA do without. */
  bic?: string
  /** In cents of the euro, 1 to 99,999,999,999. */
  amount: number
  /** A word of ISO 20022: CHAR is a gift to charity. */
  purpose?: string
  /** By ISO 11649. Either this or `text`. */
  reference?: string
  /** At most 140 characters. */
  text?: string
}

/**
 * What the QR code of a SEPA credit transfer holds, in UTF-8; it is drawn with error correction M.
 * @see EPC069-12, Quick Response Code: Guidelines to Enable Data Capture for the Initiation of a SEPA Credit Transfer
 * @throws {RangeError} a part is missing, too long, malformed, or of more than one line; or all together are too long
 */
export const epcPayload = ({
  name,
  iban,
  bic = '',
  amount,
  purpose = '',
  reference = '',
  text = ''
}: CreditTransfer) => {
  insist(isLine(name, 70) && name.trim() !== '', 'The name has 1 to 70 characters')
  insist(isIban(iban), 'The IBAN is wrong')
  insist(bic === '' || isBic(bic), 'The BIC is wrong')
  insist(Number.isInteger(amount) && amount >= 1 && amount <= 99_999_999_999, 'The amount is 0.01 to 999,999,999.99')
  insist(/^[A-Z]{0,4}$/.test(purpose), 'The purpose has up to 4 letters')
  insist(reference === '' || text === '', 'There is a reference or a text, not both')
  insist(reference === '' || isCreditorReference(reference), 'The reference is wrong')
  insist(isLine(text, 140), 'The text has up to 140 characters')
  const lines = [
    ...['BCD', '002', UTF8, 'SCT', compact(bic), name, compact(iban), `EUR${decimalOf(amount, 'EUR')}`, purpose],
    ...[compact(reference), text]
  ]
  // nothing follows the last element that is given
  const payload = lines.join('\n').trimEnd()
  insist(Buffer.byteLength(payload) <= MOST_BYTES, `The code holds at most ${MOST_BYTES} bytes`)
  return payload
}
const UTF8 = '1'
/** Of the largest code that the guidelines allow, version 13 with error correction M. */
const MOST_BYTES = 331

const insist = (holds: boolean, otherwise: string) => {
  if (!holds) throw new RangeError(otherwise)
}

/** A line break would begin the next element: a name could bring its own IBAN. */
const isLine = (text: string, most: number) => !/[\p{Cc}\u2028\u2029\p{Cs}]/u.test(text) && [...text].length <= most

const compact = (text: string) => text.replace(/\s/g, '').toUpperCase()

/** By ISO 7064, mod 97-10, over the code with its first four characters put last. 02 to 98 are all digits it makes. */
const isChecked = (code: string) => {
  const check = Number(code.slice(2, 4))
  return check >= 2 && check <= 98 && remainder97(code.slice(4) + code.slice(0, 4)) === 1
}

/** Letters count as 10 to 35. */
const remainder97 = (code: string) => {
  let remainder = 0
  for (const character of code) {
    const value = Number.parseInt(character, 36)
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97
  }
  return remainder
}
