/** Says things to screen readers, politely. Shown by `lib/ui/Announcer.svelte`, once on the page. */
class Announcer {
  #text = $state('')
  #odd = false

  get text() {
    return this.#text
  }

  /** The same sentence twice is heard twice: an invisible sign makes it a change. */
  say(text: string) {
    this.#odd = !this.#odd
    this.#text = this.#odd ? text : `${text}\u200b`
  }
}

export const announcer = new Announcer()
