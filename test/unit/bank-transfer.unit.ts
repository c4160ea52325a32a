import * as fc from 'fast-check'
import { encode } from 'uqr'
import { describe, expect, test } from 'vitest'
import {
  creditorReference,
  epcPayload,
  isBic,
  isCreditorReference,
  isIban,
  type CreditTransfer
} from '../../api/services/receipts/bank-transfer.ts'

const IBANS = [
  'AT611904300234573201',
  'BE68539007547034',
  'CH9300762011623852957',
  'CY17002001280000001200527600',
  'CZ6508000000192000145399',
  'DE89370400440532013000',
  'DK5000400440116243',
  'EE382200221020145685',
  'ES9121000418450200051332',
  'FI2112345600000785',
  'FR1420041010050500013M02606',
  'GB29NWBK60161331926819',
  'GR1601101250000000012300695',
  'HU42117730161111101800000000',
  'IE29AIBK93115212345678',
  'IT60X0542811101000000123456',
  'LU280019400644750000',
  'MT84MALT011000012345MTLCAST001S',
  'NL91ABNA0417164300',
  'NO9386011117947',
  'PL61109010140000071219812874',
  'PT50000201231234567890154',
  'SE4550000000058398257466',
  'UA213223130000026007233566001'
]
const gift: CreditTransfer = { name: 'Red Cross', iban: 'BE68539007547034', amount: 100 }

describe('an IBAN', () => {
  test.each(IBANS)('%s is one', (iban) => {
    expect(isIban(iban)).toBe(true)
  })

  test('is one in groups and small letters, too', () => {
    expect(isIban('de89 3704 0044 0532 0130 00')).toBe(true)
  })

  test.each([
    '',
    'DE',
    'DE89370400440532013001',
    'DE8937040044053201300',
    'DE893704004405320130000',
    'DE98370400440532013000',
    '89370400440532013000',
    'DE89-3704-0044-0532-0130-00',
    'DE89370400440532O13000',
    'ＤＥ89370400440532013000',
    `DE89${'0'.repeat(60)}`
  ])('%j is none', (text) => {
    expect(isIban(text)).toBe(false)
  })

  test('is none with check digits that mod 97-10 never makes, though they leave the remainder 1', () => {
    // 97 more than the right ones, 02: BE99 reads as BE02 does
    const right = Array.from({ length: 97 }, (_, n) => `BE02${String(n).padStart(12, '0')}`).find(isIban)!
    expect(isIban(right)).toBe(true)
    expect(isIban(right.replace('BE02', 'BE99'))).toBe(false)
  })

  test('is none with one digit wrong, or two neighbours swapped', () => {
    fc.assert(
      fc.property(fc.constantFrom(...IBANS), fc.nat(), fc.integer({ min: 1, max: 9 }), (iban, place, more) => {
        const digits = [...iban.matchAll(/\d/g)].map(({ index }) => index)
        const at = digits[place % digits.length]!
        const wrong = iban.slice(0, at) + String((Number(iban[at]) + more) % 10) + iban.slice(at + 1)
        expect(isIban(wrong)).toBe(false)
        const next = iban[at + 1] ?? ''
        const swapped = iban.slice(0, at) + next + iban[at]! + iban.slice(at + 2)
        if (/\d/.test(next) && next !== iban[at]) expect(isIban(swapped)).toBe(false)
      })
    )
  })
})

describe('a creditor reference', () => {
  test('has the check digits of the standard', () => {
    expect(creditorReference('539007547034')).toBe('RF18539007547034')
    expect(creditorReference('h-7k2m 9')).toMatch(/^RF\d{2}H7K2M9$/)
  })

  test.each(['', '--- ', 'äö', 'A'.repeat(22)])('is not made of %j', (text) => {
    expect(creditorReference(text)).toBeUndefined()
  })

  test('is known again, and is none with a letter or a digit wrong', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Z0-9]{1,21}$/), fc.nat(), (text, place) => {
        const reference = creditorReference(text)!
        expect(isCreditorReference(reference)).toBe(true)
        expect(isCreditorReference(reference.toLowerCase().replace(/(.{4})/g, '$1 '))).toBe(true)
        const at = 4 + (place % text.length)
        // a letter for a digit is found but for one of 97, as it counts for two
        const [one, another] = /\d/.test(reference[at]!) ? ['0', '1'] : ['X', 'Y']
        const other = reference[at] === one ? another : one
        expect(isCreditorReference(reference.slice(0, at) + other + reference.slice(at + 1))).toBe(false)
      })
    )
  })

  test.each(['', 'RF18', 'RF19539007547034', 'XX18539007547034', `RF18${'0'.repeat(22)}`])('%j is none', (text) => {
    expect(isCreditorReference(text)).toBe(false)
  })
})

test.each(['BHBLDEHHXXX', 'BPOTBEB1', 'bpot be b1'])('%s is a BIC', (bic) => {
  expect(isBic(bic)).toBe(true)
})
test.each(['', 'BPOTBEB', 'BPOTBEB12', '1POTBEB1', 'BPOTBEB1XXXX'])('%j is no BIC', (bic) => {
  expect(isBic(bic)).toBe(false)
})

describe('the code of a transfer', () => {
  // both examples of EPC069-12 2.1, in version 002 and UTF-8, which is all that Hearth writes, and with both decimals
  test('with a reference, as in the first example of the guidelines', () => {
    const payload = epcPayload({
      bic: 'BHBLDEHHXXX',
      name: 'Franz Mustermänn',
      iban: 'DE71 1102 2033 0123 4567 89',
      amount: 1230,
      purpose: 'GDDS',
      reference: 'RF18 5390 0754 7034'
    })
    expect(payload.split('\n')).toEqual([
      ...['BCD', '002', '1', 'SCT', 'BHBLDEHHXXX', 'Franz Mustermänn', 'DE71110220330123456789', 'EUR12.30', 'GDDS'],
      'RF18539007547034'
    ])
  })

  test('with a text, as in the second', () => {
    const payload = epcPayload({
      name: "François D'Alsace S.A.",
      iban: 'FR1420041010050500013M02606',
      amount: 1230,
      text: 'Client:Marie Louise La Lune'
    })
    expect(payload.split('\n')).toEqual([
      ...['BCD', '002', '1', 'SCT', '', "François D'Alsace S.A.", 'FR1420041010050500013M02606', 'EUR12.30', '', ''],
      'Client:Marie Louise La Lune'
    ])
  })

  test('ends with the last element that is given', () => {
    expect(epcPayload(gift)).toBe('BCD\n002\n1\nSCT\n\nRed Cross\nBE68539007547034\nEUR1.00')
  })

  test.each([
    [1, 'EUR0.01'],
    [10, 'EUR0.10'],
    [99_999_999_999, 'EUR999999999.99']
  ])('says %d cents as %s', (amount, text) => {
    expect(epcPayload({ ...gift, amount }).split('\n')[7]).toBe(text)
  })

  test('fits, at its longest, into the largest code that is allowed', () => {
    const longest = epcPayload({
      ...gift,
      name: 'N'.repeat(70),
      iban: 'MT84MALT011000012345MTLCAST001S',
      bic: 'BHBLDEHHXXX',
      purpose: 'CHAR',
      amount: 99_999_999_999,
      text: 'T'.repeat(140)
    })
    expect(encode(longest, { ecc: 'M' }).version).toBeLessThanOrEqual(13)
  })

  const bad: [string, Partial<CreditTransfer>][] = [
    ['no name', { name: '' }],
    ['a blank name', { name: '  ' }],
    ['a long name', { name: 'N'.repeat(71) }],
    ['a name of two lines', { name: 'Red Cross\nDE89370400440532013000' }],
    ['a name with a line separator', { name: 'Red\u2028Cross' }],
    ['half a character', { name: 'Red \ud83d' }],
    ['a wrong IBAN', { iban: 'BE68539007547035' }],
    ['a wrong BIC', { bic: 'BPOT' }],
    ['nothing', { amount: 0 }],
    ['less than nothing', { amount: -1 }],
    ['half a cent', { amount: 0.5 }],
    ['no number', { amount: NaN }],
    ['too much', { amount: 100_000_000_000 }],
    ['a small purpose', { purpose: 'char' }],
    ['a long purpose', { purpose: 'CHARS' }],
    ['a wrong reference', { reference: 'RF19539007547034' }],
    ['a reference and a text', { reference: 'RF18539007547034', text: 'thanks' }],
    ['a long text', { text: 'T'.repeat(141) }],
    ['a text of two lines', { text: 'a\r\nb' }],
    ['more bytes than the code holds', { name: 'Я'.repeat(70), text: 'я'.repeat(140) }]
  ]
  test.each(bad)('is not made of %s', (_what, part) => {
    expect(() => epcPayload({ ...gift, ...part })).toThrow(RangeError)
  })
})
