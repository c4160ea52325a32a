import { inflateSync } from 'node:zlib'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { RECEIPT_CSS, receiptHtml, TEST_MARK, type ReceiptSnapshot } from '../../api/services/receipts/receipt-html.ts'
import { receiptPdf } from '../../api/services/receipts/receipt-pdf.ts'

const AT = Date.UTC(2026, 2, 5, 23, 30)
const VIENNA = { locale: 'en', timeZone: 'Europe/Vienna' }

const aReceipt = (changes: Partial<ReceiptSnapshot> = {}): ReceiptSnapshot => ({
  number: '2026-000012',
  kind: 'receipt',
  test: false,
  issuedAt: AT,
  community: { name: 'Kulturverein', address: 'Ufergasse 5\n1010 Wien' },
  donor: { name: 'Ana', email: 'ana@example.org' },
  lines: [{ date: AT, text: 'Gift to the roof fund', amount: 123_450, currency: 'EUR' }],
  total: [{ amount: 123_450, currency: 'EUR' }],
  method: 'Card',
  note: 'No goods were given in return.',
  refersTo: '2026-000003',
  ...changes
})
const manyLines = (count: number) =>
  Array.from({ length: count }, (_, n) => ({
    date: AT + n * 86_400_000,
    text: `Gift ${n} for the roof fund`,
    amount: 1000 + n,
    currency: 'EUR'
  }))

/** One text in all places that people can write to. */
const sayingOnly = (text: string) =>
  aReceipt({
    number: text,
    community: { name: text, address: text },
    donor: { name: text, email: text },
    lines: [{ date: AT, text, amount: 1, currency: 'EUR' }],
    method: text,
    note: text,
    refersTo: text
  })
const PLACES = 9

const HOSTILE = [
  '<script>alert(1)</script>',
  '</title><script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '<!--',
  '-->',
  ']]>',
  '&lt;b&gt;',
  '&amp;',
  '&#60;script&#62;',
  '</td></tr></table>',
  '<svg/onload=alert(1)>',
  '<style>*{display:none}</style>',
  'javascript:alert(1)',
  '{{7*7}}${7*7}`',
  '\u0000<\u0000b>',
  '\ud800<'
]

const tagsOf = (html: string) => html.match(/<[^>]*>/g)
const decoded = (html: string) =>
  html.replace(/&#(\d+);/g, (_entity, code: string) => String.fromCharCode(Number(code)))

describe('the page of a receipt', { timeout: 20_000 }, () => {
  test.each(HOSTILE)('shows %j as text', (text) => {
    const html = receiptHtml(sayingOnly(text), VIENNA)
    expect(tagsOf(html)).toEqual(tagsOf(receiptHtml(sayingOnly('Ana'), VIENNA)))
    // and in the title
    expect(decoded(html).split(text)).toHaveLength(PLACES + 2)
  })

  test('has the same markup whatever people wrote', () => {
    const plain = tagsOf(receiptHtml(sayingOnly('Ana'), VIENNA))
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (text) => {
        expect(tagsOf(receiptHtml(sayingOnly(text), VIENNA))).toEqual(plain)
      }),
      { numRuns: 200 }
    )
  })

  test('brings no script and no style of its own, and asks for one file', () => {
    const html = receiptHtml(aReceipt(), VIENNA)
    expect(html).toMatch(/^<!doctype html>\n<html lang="en">/)
    expect(html).not.toMatch(/<script|<style|\sstyle=|\son\w+=|<img|<iframe|@import/i)
    expect(html.match(/(?:src|href)="[^"]*"/g)).toEqual(['href="/receipts/style.css"'])
    expect(RECEIPT_CSS).not.toMatch(/url\(|@import|<\//)
    expect(RECEIPT_CSS).toContain('size: A4')
  })

  test('lets the text of people run in its own direction', () => {
    const html = receiptHtml(sayingOnly('محمد'), VIENNA)
    const texts = [...html.matchAll(/<(\w+)([^>]*)>محمد</g)].map(([, tag, attributes]) => `${tag}${attributes}`)
    expect(texts).toEqual([
      'p class="community" dir="auto"',
      'p class="address" dir="auto"',
      'dd',
      'dd',
      'bdi dir="auto"',
      'bdi dir="auto"',
      'bdi dir="auto"',
      'td dir="auto"',
      'p class="note" dir="auto"'
    ])
  })

  test('tells the day by the time zone, and writes it as the language does', () => {
    const german = receiptHtml(aReceipt(), { ...VIENNA, locale: 'de' })
    expect(german).toContain('<time datetime="2026-03-05T23:30:00.000Z" lang="de">6. März 2026</time>')
    expect(german).toContain('1.234,50\u00a0€')
    expect(receiptHtml(aReceipt(), { locale: 'en', timeZone: 'UTC' })).toContain('March 5, 2026')
  })

  test.each([
    ['receipt', 'Receipt 2026-000012'],
    ['credit_note', 'Credit note 2026-000012'],
    ['annual', 'Annual statement 2026-000012']
  ] as const)('of the kind %s is called %s', (kind, title) => {
    expect(receiptHtml(aReceipt({ kind }), VIENNA)).toContain(`<title>${title}</title>`)
  })

  test('leaves out what there is not', () => {
    const html = receiptHtml(
      aReceipt({ community: { name: 'K' }, donor: { name: 'A' }, note: undefined, refersTo: undefined }),
      VIENNA
    )
    expect(html).not.toMatch(/undefined|false|class="address"|class="note"|Corrects|<br>|class="test"/)
  })

  test('has a total for each currency', () => {
    const total = [
      { amount: 1250, currency: 'EUR' },
      { amount: -99, currency: 'JPY' }
    ]
    const html = receiptHtml(aReceipt({ total }), VIENNA)
    expect(html).toContain('Total in EUR</th><td><bdi lang="en">€12.50<')
    expect(html).toContain('Total in JPY</th><td><bdi lang="en">-¥99<')
  })

  test('says TEST where no money moved', () => {
    const html = receiptHtml(aReceipt({ test: true }), VIENNA)
    expect(html).toContain(`<p class="test">${TEST_MARK}</p>`)
    expect(html).toContain(`<title>${TEST_MARK}: Receipt`)
  })
})

describe('the PDF of a receipt', { timeout: 20_000 }, () => {
  const readPdf = async (snapshot: ReceiptSnapshot, options = VIENNA) => read(await receiptPdf(snapshot, options))

  test('is one, with its fonts in it, its title and its language', async () => {
    const bytes = await receiptPdf(aReceipt(), VIENNA)
    const { source } = read(bytes)
    expect(source.slice(0, 5)).toBe('%PDF-')
    expect(source.trimEnd().slice(-5)).toBe('%%EOF')
    expect(source).toMatch(/\/BaseFont \/[A-Z]{6}\+DejaVuSans\n/)
    expect(source).toMatch(/\/BaseFont \/[A-Z]{6}\+DejaVuSans-Bold\n/)
    expect(source.match(/\/FontFile2 \d+ 0 R/g)).toHaveLength(2)
    expect(source).toContain('(Receipt 2026-000012)')
    expect(source).toContain('/Lang (en)')
    expect(bytes.length).toBeLessThan(100_000)
  })

  test('says all that the receipt says', async () => {
    const { text, pages } = await readPdf(aReceipt())
    expect(pages).toBe(1)
    for (const said of [
      ...['Kulturverein', 'Ufergasse 5', '1010 Wien', 'Receipt', '2026-000012', 'March 6, 2026', '2026-000003', 'Ana'],
      ...['ana@example.org', 'Gift to the roof fund', 'Mar 6, 2026', '€1,234.50', 'Total in EUR', 'Card'],
      ...['No goods were given in return.', 'Page 1 of 1']
    ]) {
      expect(text).toContain(said)
    }
    expect(text).not.toContain('TEST')
    expect(text).not.toContain('□')
  })

  test.each(['Анна Ковальчук', 'Γιώργος Στέγη', 'Łukasz Żółć', 'Nguyễn Thị Ánh', 'Հասմիկ', 'ნინო', 'ﬁﬂ №'])(
    'writes %s',
    async (name) => {
      const { text } = await readPdf(aReceipt({ donor: { name } }))
      expect(text).toContain(name)
    }
  )

  test('writes Arabic and Hebrew from right to left, and the numbers between them from left to right', async () => {
    const { text } = await readPdf(aReceipt({ donor: { name: 'אבג (12.50) דהו Ana Maria' } }))
    // as it is seen: the name of Ana at the left, the letters turned, the number not, the brackets around it
    expect(text).toContain(['Ana', 'Maria', 'והד', '(12.50)', 'גבא'].join('\n'))
    const persian = await readPdf(aReceipt(), { locale: 'fa', timeZone: 'Asia/Tehran' })
    expect(persian.text).toContain('1,234.50')
  })

  test('prints □ for each letter that the font lacks, says so, and drops the marks', async () => {
    const { text } = await readPdf(aReceipt({ donor: { name: '田中 👩‍👩‍👧 Ana' } }))
    expect(text).toContain('□□ □ Ana')
    expect(text).toContain('□ stands for a character')
    expect((await readPdf(aReceipt({ donor: { name: '☝🏽 Ana' } }))).text).toContain('☝ Ana')
  })

  test('is made of any text', async () => {
    const texts = fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme', maxLength: 100 })), {
      minLength: 40,
      maxLength: 40
    })
    await fc.assert(
      fc.asyncProperty(texts, async ([first = '', ...others]) => {
        const lines = others.map((text) => ({ date: AT, text, amount: 1, currency: 'EUR' }))
        const { source } = await readPdf({ ...sayingOnly(first), lines })
        expect(source.trimEnd().slice(-5)).toBe('%%EOF')
      }),
      { numRuns: 8 }
    )
  })

  test.each(HOSTILE)('is made of %j', async (text) => {
    expect((await readPdf(sayingOnly(text))).pages).toBe(1)
  })

  test('keeps words without blanks within the page', async () => {
    const { text, pages } = await readPdf(aReceipt({ donor: { name: 'W'.repeat(600) }, note: '☃'.repeat(3000) }))
    expect(text.split('\n').filter((line) => line.length > 120)).toEqual([])
    // and one in Wien
    expect(text.split('W')).toHaveLength(602)
    expect(text.split('☃')).toHaveLength(3001)
    expect(pages).toBeGreaterThan(1)
  })

  test('goes on over as many pages as it needs, with its head and a number on each', async () => {
    const lines = manyLines(500)
    await receiptPdf(aReceipt(), VIENNA)
    // the time of this process, as others may be busy
    const before = process.cpuUsage()
    const bytes = await receiptPdf(aReceipt({ lines, kind: 'annual' }), VIENNA)
    const { user } = process.cpuUsage(before)
    expect(user / 1000).toBeLessThan(1000)
    const { text, pages } = read(bytes)
    expect(pages).toBeGreaterThan(10)
    for (let page = 1; page <= pages; page++) expect(text).toContain(`Page ${page} of ${pages}`)
    expect(text.match(/^Amount$/gm)).toHaveLength(pages)
    expect(lines.filter((line) => !text.includes(line.text))).toEqual([])
  })

  test('says TEST on every page where no money moved', async () => {
    const { text, pages } = await readPdf(aReceipt({ test: true, lines: manyLines(60) }))
    expect(pages).toBeGreaterThan(1)
    expect(text.split(TEST_MARK)).toHaveLength(pages + 1)
  })

  test('is the same, byte by byte, for the same snapshot', async () => {
    const first = await receiptPdf(aReceipt(), VIENNA)
    expect((await receiptPdf(aReceipt(), VIENNA)).equals(first)).toBe(true)
    expect((await receiptPdf(aReceipt({ number: '2026-000013' }), VIENNA)).equals(first)).toBe(false)
    expect(first.toString('latin1')).toContain('/CreationDate')
    expect(first.toString('latin1')).toContain('(D:20260305233000Z)')
  })

  test.each([
    { locale: 'not a locale', timeZone: 'UTC' },
    { locale: 'en', timeZone: 'Nowhere/Else' }
  ])('is refused for %j', async (options) => {
    await expect(receiptPdf(aReceipt(), options)).rejects.toThrow(RangeError)
    expect(() => receiptHtml(aReceipt(), options)).toThrow(RangeError)
  })
})

/** Enough of a reader for what pdfkit writes: one piece of text a line, in the order of drawing. */
const read = (bytes: Buffer) => {
  const source = bytes.toString('latin1')
  const objects = new Map(
    [...source.matchAll(/(?:^|\n)(\d+) 0 obj\n([^]*?)\nendobj/g)].map(([, id, body]) => [id!, body!])
  )
  const streamOf = (id: string) => {
    const body = objects.get(id) ?? ''
    const start = body.indexOf('stream\n') + 'stream\n'.length
    return inflateSync(Buffer.from(body.slice(start, body.lastIndexOf('\nendstream')), 'latin1')).toString('latin1')
  }
  const lettersOf = (fontId: string) => {
    const [, cmap = ''] = /\/ToUnicode (\d+) 0 R/.exec(objects.get(fontId) ?? '') ?? []
    const ranges = [...streamOf(cmap).matchAll(/<(\w+)> <\w+> \[([^\]]*)\]/g)]
    return new Map(
      ranges.flatMap(([, first, list]) =>
        [...list!.matchAll(/<([^>]*)>/g)].map(
          ([, units], n) => [Number.parseInt(first!, 16) + n, utf16(units!)] as const
        )
      )
    )
  }
  const fonts = new Map<string, Map<number, string>>()
  for (const [, name, id] of source.matchAll(/\/(F\d+) (\d+) 0 R/g)) fonts.set(name!, lettersOf(id!))
  const pages = [...source.matchAll(/\/Type \/Page\n[^]*?\/Contents (\d+) 0 R/g)].map(([, id]) => streamOf(id!))
  const text = pages.flatMap((content) =>
    [...content.matchAll(/\/(F\d+) [\d.]+ Tf[^[]*\[([^\]]*)\] TJ/g)].map(([, font, shown]) =>
      [...shown!.matchAll(/<(\w+)>/g)]
        .flatMap(([, glyphs]) => glyphs!.match(/.{4}/g) ?? [])
        .map((glyph) => fonts.get(font!)?.get(Number.parseInt(glyph, 16)) ?? '')
        .join('')
    )
  )
  return { source, pages: pages.length, text: text.join('\n') }
}
const utf16 = (units: string) =>
  String.fromCharCode(
    ...units
      .split(' ')
      .filter(Boolean)
      .map((unit) => Number.parseInt(unit, 16))
  )
