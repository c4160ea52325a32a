import { lettersOf, plainOf, runsLeft, visual } from './letters.ts'

/** A4, in points of 1/72 inch. */
export const [WIDTH, HEIGHT] = [595.28, 841.89] as const
export const PAGE = { size: [WIDTH, HEIGHT], margin: 0 }
const MARGIN = 56
const RIGHT = WIDTH - MARGIN
const BOTTOM = HEIGHT - 76
const TEXT_LEFT = MARGIN + 120
/** Between the text of a gift and its amount. */
const GAP = 16

export const INK = '#241c15'
export const MUTED = '#5f554b'
const LINE = '#dcd5c9'
export const EMBER = '#b4532a'

type Pdf = PDFKit.PDFDocument

interface Look {
  face?: 'regular' | 'bold'
  size?: number
  color?: string
}

/** Writes from top to bottom, and goes on to a new page where one is full. */
export class Paper {
  onNewPage?: () => void
  /** Some text had a character that the font lacks. */
  lacked = false
  readonly #pdf: Pdf
  #y = MARGIN

  constructor(pdf: Pdf) {
    this.#pdf = pdf
  }

  skip(height: number) {
    this.#y += height
  }

  paragraph(text: string, look: Look = {}, left = MARGIN, right = RIGHT) {
    for (const line of this.#linesOf(text, right - left, look)) {
      this.#makeRoom(heightOf(look))
      this.#write(line, left, look)
      this.#y += heightOf(look)
    }
  }

  fact(label: string, value: string) {
    this.#makeRoom(heightOf({}) * 2)
    this.#write(label, MARGIN, { color: MUTED, size: 9 }, 1)
    this.paragraph(value, {}, TEXT_LEFT)
    this.#y += 4
  }

  /** The amount stands at the right and is never broken; the text in the middle may run over many lines. */
  row(label: string, text: string, amount: string, look: Look = {}) {
    const [sum = ''] = this.#linesOf(amount, Infinity, look)
    const sumLeft = RIGHT - this.#widthOf(sum, look)
    const [firstLine = '', ...more] = this.#linesOf(text, sumLeft - TEXT_LEFT - GAP, look)
    this.#makeRoom(heightOf(look) * Math.min(more.length + 1, 4) + 9)
    this.#y += 4
    this.#write(this.#linesOf(label, Infinity, look)[0] ?? '', MARGIN, look)
    this.#write(firstLine, TEXT_LEFT, look)
    this.#write(sum, sumLeft, look)
    this.#y += heightOf(look)
    if (more.length > 0) this.paragraph(more.join('\n'), look, TEXT_LEFT, sumLeft - GAP)
    this.rule(LINE, 0.5, 5)
  }

  rule(color: string, width: number, above: number) {
    this.#y += above
    this.#pdf.moveTo(MARGIN, this.#y).lineTo(RIGHT, this.#y).lineWidth(width).strokeColor(color).stroke()
  }

  numberPages(heading: string) {
    const { count } = this.#pdf.bufferedPageRange()
    const look = { size: 8.5, color: MUTED }
    for (let page = 0; page < count; page++) {
      this.#pdf.switchToPage(page)
      this.#y = BOTTOM + 28
      const place = `Page ${page + 1} of ${count}`
      this.#write(heading, MARGIN, look)
      this.#write(place, RIGHT - this.#widthOf(place, look), look)
    }
  }

  #makeRoom(height: number) {
    if (this.#y + height <= BOTTOM) return
    this.#pdf.addPage(PAGE)
    this.#y = MARGIN
    this.onNewPage?.()
  }

  /** Word by word where a line runs from right to left, as the font engine would put a blank at the wrong end of its word. */
  #write(text: string, x: number, look: Look, lower = 0) {
    const isTurned = runsLeft(text)
    let left = x
    for (const word of isTurned ? visual(text) : [text]) {
      if (word) this.#dressed(look).text(word, left, this.#y + lower, { lineBreak: false })
      if (isTurned) left += this.#widthOf(`${word} `, look)
    }
  }

  #widthOf(text: string, look: Look) {
    return this.#dressed(look).widthOfString(text)
  }

  #dressed({ face = 'regular', size = 10, color = INK }: Look) {
    return this.#pdf.font(face).fontSize(size).fillColor(color)
  }

  /** Breaks at blanks, and within a word only where it is wider than the line. */
  #linesOf(text: string, width: number, look: Look) {
    return text.split(/\r\n|[\n\r\u2028\u2029]/).flatMap((paragraph) => {
      const lines = ['']
      for (const word of this.#drawable(paragraph, look)
        .split(' ')
        .flatMap((it) => this.#pieces(it, width, look))) {
        const longer = `${lines.at(-1)} ${word}`.trimStart()
        if (this.#widthOf(longer, look) <= width) lines[lines.length - 1] = longer
        else lines.push(word)
      }
      return lines
    })
  }

  #pieces(word: string, width: number, look: Look) {
    if (this.#widthOf(word, look) <= width) return [word]
    const pieces: string[] = []
    for (const letter of lettersOf(word)) {
      const longer = (pieces.at(-1) ?? '') + letter
      if (pieces.length > 0 && this.#widthOf(longer, look) <= width) pieces[pieces.length - 1] = longer
      else pieces.push(letter)
    }
    return pieces
  }

  /** What the font can draw, on one line. A mark that it lacks is left out; a letter that it lacks becomes □. */
  #drawable(text: string, look: Look) {
    // pdfkit has no public way to ask a font what it holds
    const { font } = (this.#dressed(look) as unknown as { _font: { font: Font } })._font
    const isThere = (character: string) => font.hasGlyphForCodePoint(character.codePointAt(0)!)
    const plain = plainOf(text)
    if ([...plain].every(isThere)) return plain
    return lettersOf(plain)
      .map((letter) => {
        const [first = '', ...marks] = letter
        if (isThere(first)) return first + marks.filter(isThere).join('')
        this.lacked = true
        return LACKING
      })
      .join('')
  }
}

interface Font {
  hasGlyphForCodePoint(codePoint: number): boolean
}

export const LACKING = '□'
const heightOf = ({ size = 10 }: Look) => size * 1.45
