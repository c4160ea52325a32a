export interface Question {
  title: string
  text: string
  /** What the button does, as a verb. */
  yes: string
  no?: string
  danger?: boolean
}

/** One question at a time before something that cannot be taken back. Shown by `Confirm.svelte`, once on the page. */
class Confirmation {
  #question = $state.raw<Question>()
  #answer: (yes: boolean) => void = () => undefined

  get question() {
    return this.#question
  }

  /** @returns whether the person wants it; closing the dialog is a no */
  ask(question: Question) {
    this.answer(false)
    this.#question = question
    return new Promise<boolean>((resolve) => (this.#answer = resolve))
  }

  answer(yes: boolean) {
    this.#question = undefined
    this.#answer(yes)
    this.#answer = () => undefined
  }
}

export const confirmation = new Confirmation()
