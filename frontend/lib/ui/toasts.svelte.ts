export interface Toast {
  readonly id: number
  readonly text: string
  readonly kind: 'info' | 'good' | 'danger'
  readonly action?: { readonly label: string; readonly run: () => void }
}

/** Long enough to read twice; with an action, to decide. */
const STAY = 4000
const STAY_WITH_ACTION = 6000

/** Short words at the edge of the page about something that just happened. Shown by `Toasts.svelte`, once on the page. */
class Toasts {
  #all = $state.raw<readonly Toast[]>([])
  #next = 1
  readonly #timers = new Map<number, ReturnType<typeof setTimeout>>()

  get all() {
    return this.#all
  }

  /** @returns takes the toast away; `gone` runs when it leaves by time or by the cross, not by its action */
  say(
    text: string,
    { kind = 'info', action, gone }: Partial<Pick<Toast, 'kind' | 'action'>> & { gone?: () => void } = {}
  ) {
    const id = this.#next++
    const run = action && {
      label: action.label,
      run: () => {
        this.#drop(id)
        action.run()
      }
    }
    this.#all = [...this.#all.slice(-2), { id, text, kind, action: run }]
    const end = () => {
      this.#drop(id)
      gone?.()
    }
    this.#timers.set(id, setTimeout(end, action ? STAY_WITH_ACTION : STAY))
    return () => this.#drop(id)
  }

  /** For something that failed, in the error's own words. */
  fail(text: string) {
    return this.say(text, { kind: 'danger' })
  }

  #drop(id: number) {
    clearTimeout(this.#timers.get(id))
    this.#timers.delete(id)
    this.#all = this.#all.filter((toast) => toast.id !== id)
  }
}

export const toasts = new Toasts()
