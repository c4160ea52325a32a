/** Whose profile card is open, and beside what. One card for the whole page, shown by `ProfilePopover.svelte`. */
class ProfileCards {
  #userId = $state('')
  #anchor = $state.raw<HTMLElement>()

  get userId() {
    return this.#userId
  }
  get anchor() {
    return this.#anchor
  }

  show(userId: string, anchor: HTMLElement) {
    this.#userId = userId
    this.#anchor = anchor
  }

  hide() {
    this.#anchor = undefined
  }
}

export const profileCard = new ProfileCards()
