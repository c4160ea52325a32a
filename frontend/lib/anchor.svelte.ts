/** Within this many px of the end the reader counts as being there. */
const NEAR = 64

/**
 * Keeps a scroller still while its content changes: at the end it follows the end, elsewhere the row being read stays put,
 * also when a picture above it loads. Works without CSS scroll anchoring (Safari has none).
 *
 * Rows are marked `data-row` with their `data-seq` and stand in the order of it. Make one while the component starts;
 * `version` names what changes the rows. Then `<div {@attach anchor.hold}>` with one child that holds them.
 */
export class Anchor {
  #atEnd = $state(true)
  #box: HTMLElement | undefined
  #row: HTMLElement | undefined
  #top = 0
  /** where to go as soon as that row is there */
  #aim: { seq: number; place: number } | undefined
  readonly #moved: (reading: number | undefined) => void

  /** `moved` hears after each scroll which `seq` is read; nothing means the end. */
  constructor(version: () => unknown, moved: (reading: number | undefined) => void = () => undefined) {
    this.#moved = moved
    $effect.pre(() => {
      version()
      this.#remember()
    })
    $effect(() => {
      version()
      this.#restore()
    })
  }

  get atEnd() {
    return this.#atEnd
  }

  readonly hold = (box: HTMLElement) => {
    this.#box = box
    const onscroll = () => {
      this.#look()
    }
    const resized = new ResizeObserver(() => {
      this.#restore()
    })
    box.addEventListener('scroll', onscroll, { passive: true })
    resized.observe(box)
    for (const child of box.children) resized.observe(child)
    this.#restore()
    return () => {
      this.#box = undefined
      resized.disconnect()
      box.removeEventListener('scroll', onscroll)
    }
  }

  toEnd() {
    this.#aim = undefined
    this.#atEnd = true
    this.#moved(undefined)
    this.#restore()
  }

  /** Brings the row `seq`, or the first one after it, to `place`: 0 is the top of the box, 0.5 its middle. */
  to(seq: number, place = 0.5) {
    this.#aim = { seq, place }
    this.#atEnd = false
    this.#restore()
  }

  /** The first `seq` on the screen, and the last one that is wholly on it. */
  visible(): { first: number; last: number } | undefined {
    if (!this.#box) return
    const { top, bottom } = this.#box.getBoundingClientRect()
    const rows = this.#rows()
    const first = rows[firstBelow(rows, top)]
    const last = rows[firstBelow(rows, bottom + 1) - 1]
    return first && last && { first: Number(first.dataset.seq), last: Number(last.dataset.seq) }
  }

  #rows() {
    return [...(this.#box?.querySelectorAll<HTMLElement>('[data-row]') ?? [])]
  }

  #look() {
    const box = this.#box
    if (!box) return
    this.#atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR
    this.#remember()
    this.#moved(this.#atEnd || !this.#row ? undefined : Number(this.#row.dataset.seq))
  }

  #remember() {
    if (!this.#box || this.#aim) return
    const edge = this.#box.getBoundingClientRect().top
    const rows = this.#rows()
    this.#row = this.#atEnd ? undefined : rows[firstBelow(rows, edge)]
    this.#top = this.#row ? this.#row.getBoundingClientRect().top - edge : 0
  }

  #restore() {
    const box = this.#box
    if (!box) return
    if (this.#aim) this.#reach(box, this.#aim)
    else if (this.#atEnd) box.scrollTop = box.scrollHeight
    else if (this.#row?.isConnected) {
      const drift = this.#row.getBoundingClientRect().top - box.getBoundingClientRect().top - this.#top
      if (Math.abs(drift) > 0.5) box.scrollTop += drift
    }
  }

  #reach(box: HTMLElement, { seq, place }: { seq: number; place: number }) {
    const rows = this.#rows()
    const row = rows.find((row) => Number(row.dataset.seq) >= seq)
    if (!row) return
    this.#aim = undefined
    const edge = box.getBoundingClientRect()
    const { top, height } = row.getBoundingClientRect()
    box.scrollTop += top - edge.top - Math.max(0, place * edge.height - height * place)
    this.#look()
  }
}

/** Index of the first row that ends below `y`: rows stand in order, so half of them can be left out each time. */
function firstBelow(rows: readonly HTMLElement[], y: number): number {
  let from = 0
  let to = rows.length
  while (from < to) {
    const middle = (from + to) >> 1
    if ((rows[middle]?.getBoundingClientRect().bottom ?? 0) > y) to = middle
    else from = middle + 1
  }
  return from
}
