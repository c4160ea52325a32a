import { untrack } from 'svelte'

/** Within this many px of the end the reader counts as being there. */
const NEAR = 64

interface Watch {
  /** names what changes the rows */
  version: () => unknown
  /** whether the last row is the last there is: only then the end is followed */
  ended: () => boolean
  /** hears after each scroll which `seq` is being read; nothing means the end */
  moved: (reading: number | undefined) => void
}

/** `seq` of the first row on the screen, and of the last one whose end is on it. */
interface Seen {
  first: number
  last: number
}

/**
 * Keeps a scroller still while its content changes: at the end it follows the end, elsewhere the row being read stays put,
 * also when a picture above it loads. Works without CSS scroll anchoring (Safari has none).
 *
 * Rows are marked `data-row` with their `data-seq` and stand in the order of it. Make one while the component starts, then
 * `<div {@attach anchor.hold}>` with one child that holds the rows.
 */
export class Anchor {
  #atEnd = $state(true)
  #seen = $state.raw<Seen>({ first: 0, last: 0 })
  #box: HTMLElement | undefined
  #row: HTMLElement | undefined
  #top = 0
  /** a row that is to be shown and has not been there yet */
  #wanted: { seq: number; place: number } | undefined
  /** where the box was when we last put or found it somewhere */
  #lastTop = 0
  readonly #watch: Watch

  constructor(watch: Watch) {
    this.#watch = watch
    $effect.pre(() => {
      watch.version()
      untrack(() => this.#remember())
    })
    $effect(() => {
      watch.version()
      untrack(() => this.#restore())
    })
  }

  /** The reader is at the end of what there is. */
  get atEnd() {
    return this.#atEnd
  }
  get seen() {
    return this.#seen
  }

  readonly hold = (box: HTMLElement) => {
    this.#box = box
    const onscroll = () => {
      // the event of our own scroll to the end may come after the content has grown, as when a font arrives: nobody has left
      if (this.#atEnd && box.scrollTop >= this.#lastTop) this.#restore()
      else this.#look()
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
    this.#wanted = undefined
    this.#atEnd = true
    this.#restore()
    this.#look()
  }

  /**
   * Brings the row `seq`, or the first one after it, to `place`: 0 is the top of the box, 0.5 its middle. Where there is no such
   * row yet, as soon as there is one.
   */
  to(seq: number, place = 0.5) {
    this.#wanted = { seq, place }
    this.#atEnd = false
    this.#go()
  }

  #go() {
    const box = this.#box
    if (!box || !this.#wanted) return
    const { seq, place } = this.#wanted
    const row = this.#rows().find((row) => Number(row.dataset.seq) >= seq)
    if (!row) return
    this.#wanted = undefined
    const edge = box.getBoundingClientRect()
    const { top, height } = row.getBoundingClientRect()
    box.scrollTop += top - edge.top - Math.max(0, (edge.height - height) * place)
    this.#look()
  }

  #rows() {
    return [...(this.#box?.querySelectorAll<HTMLElement>('[data-row]') ?? [])]
  }

  /** Where the reader is now: after a scroll, ours or theirs. */
  #look() {
    const box = this.#box
    if (!box) return
    this.#atEnd = this.#watch.ended() && box.scrollHeight - box.scrollTop - box.clientHeight < NEAR
    this.#lastTop = box.scrollTop
    this.#remember()
    this.#see()
    this.#watch.moved(this.#row && Number(this.#row.dataset.seq))
  }

  #see() {
    if (!this.#box) return
    const { top, bottom } = this.#box.getBoundingClientRect()
    const rows = this.#rows()
    const first = Number(rows[firstBelow(rows, top)]?.dataset.seq ?? 0)
    const last = Number(rows[firstBelow(rows, bottom + 1) - 1]?.dataset.seq ?? 0)
    if (first !== this.#seen.first || last !== this.#seen.last) this.#seen = { first, last }
  }

  #remember() {
    if (!this.#box) return
    const edge = this.#box.getBoundingClientRect().top
    const rows = this.#rows()
    this.#row = this.#atEnd ? undefined : rows[firstBelow(rows, edge)]
    this.#top = this.#row ? this.#row.getBoundingClientRect().top - edge : 0
  }

  #restore() {
    const box = this.#box
    if (!box) return
    if (this.#wanted) {
      this.#go()
      return
    }
    if (this.#atEnd) box.scrollTop = box.scrollHeight
    else if (this.#row?.isConnected) {
      const drift = this.#row.getBoundingClientRect().top - box.getBoundingClientRect().top - this.#top
      if (Math.abs(drift) > 0.5) box.scrollTop += drift
    }
    this.#lastTop = box.scrollTop
    this.#see()
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
