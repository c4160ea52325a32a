import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { buffer } from 'node:stream/consumers'
import PDFDocument from 'pdfkit'
import { EMBER, HEIGHT, INK, LACKING, MUTED, PAGE, Paper, WIDTH } from './paper.ts'
import { receiptWords, TEST_MARK, type ReceiptOptions, type ReceiptSnapshot } from './receipt-html.ts'

/**
 * The receipt for keeping, A4. The fonts are embedded, and the same snapshot gives the same bytes. Of a character that
 * they lack (Chinese, Hindi, emoji …) it prints □ and says so at the end: the HTML page shows all of them.
 * @throws {RangeError} the locale, the time zone, a currency or a time is malformed
 */
export const receiptPdf = async (snapshot: ReceiptSnapshot, { locale, timeZone }: ReceiptOptions): Promise<Buffer> => {
  // Latin digits: the font engine would write those of Persian from right to left
  const words = receiptWords(snapshot, {
    locale: new Intl.Locale(locale, { numberingSystem: 'latn' }).toString(),
    timeZone
  })
  const issuedAt = new Date(snapshot.issuedAt)
  const pdf = new PDFDocument({
    ...PAGE,
    autoFirstPage: false,
    bufferPages: true,
    lang: 'en',
    displayTitle: true,
    // the pale mark of a test needs 1.4
    pdfVersion: '1.7',
    // the id of the file is made of these, so it is the same each time, too
    info: { Title: words.heading, Author: snapshot.community.name, Creator: 'Hearth', CreationDate: issuedAt }
  })
  const bytes = buffer(pdf)
  const [regular, bold] = await fonts()
  pdf.registerFont('regular', regular).registerFont('bold', bold)
  if (snapshot.test) pdf.on('pageAdded', () => stampTest(pdf))
  pdf.addPage(PAGE)
  writeReceipt(new Paper(pdf), snapshot, words)
  pdf.end()
  return bytes
}

const writeReceipt = (paper: Paper, snapshot: ReceiptSnapshot, words: ReturnType<typeof receiptWords>) => {
  const { community, donor, lines, total, note } = snapshot
  const { labels, columns } = words
  paper.paragraph(community.name, { face: 'bold', size: 15 })
  if (community.address) paper.paragraph(community.address, { size: 9.5, color: MUTED })
  paper.rule(EMBER, 1.5, 10)
  paper.skip(26)
  paper.paragraph(words.title, { face: 'bold', size: 22 })
  paper.skip(8)
  paper.fact(labels.number, snapshot.number)
  paper.fact(labels.issued, words.day(snapshot.issuedAt))
  if (snapshot.refersTo) paper.fact(labels.refersTo, snapshot.refersTo)
  paper.fact(labels.donor, [donor.name, donor.email].filter(Boolean).join('\n'))
  paper.fact(labels.method, snapshot.method)
  paper.skip(22)
  const head = () => paper.row(...columns, { size: 9, color: MUTED })
  head()
  paper.onNewPage = head
  for (const line of lines) paper.row(words.shortDay(line.date), line.text, words.money(line))
  paper.onNewPage = undefined
  for (const sum of total) paper.row(words.totalOf(sum.currency), '', words.money(sum), { face: 'bold', size: 12 })
  paper.skip(18)
  if (note) paper.paragraph(note, { size: 9.5, color: MUTED })
  if (paper.lacked) {
    paper.skip(6)
    const why = `${LACKING} stands for a character that the font of this document lacks. The web page of it shows all.`
    paper.paragraph(why, { size: 8, color: MUTED })
  }
  paper.numberPages(words.heading)
}

/** Pale, and below all that is written later, so that everything can still be read. */
const stampTest = (pdf: PDFKit.PDFDocument) => {
  const [x, y] = [WIDTH / 2, HEIGHT / 2]
  pdf
    .save()
    .rotate(-50, { origin: [x, y] })
    .font('bold')
    .fontSize(58)
    .fillColor(INK, 0.1)
  pdf.text(TEST_MARK, x - pdf.widthOfString(TEST_MARK) / 2, y - 29, { lineBreak: false }).restore()
}

const require = createRequire(import.meta.url)
const fontFile = (name: string) => readFile(require.resolve(`dejavu-fonts-ttf/ttf/${name}`))
const readFonts = () => Promise.all([fontFile('DejaVuSans.ttf'), fontFile('DejaVuSans-Bold.ttf')])
let once: ReturnType<typeof readFonts> | undefined
const fonts = () => (once ??= readFonts())
