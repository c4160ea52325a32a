/** ms of being behind before it is said, and for which it is said that it is over */
const GRACE = 2_000
const GLAD = 3_000

/** How things are: `away`: the line is lost, and it is too early to say so; `behind`: something is missing here, or there. */
export type Truth = 'fine' | 'away' | 'broken' | 'behind'

/**
 * What is said of how this page stands against the server. It follows from the numbers of rooms and messages: "All caught up" is
 * said when nothing is missing on either side, not when there is a line again.
 */
export class Standing {
  #said = $state<'nothing' | 'broken' | 'behind' | 'caughtUp'>('nothing')
  #timer: ReturnType<typeof setTimeout> | undefined

  get said() {
    return this.#said
  }

  become(truth: Truth) {
    clearTimeout(this.#timer)
    if (truth === 'broken') this.#said = truth
    else if (truth === 'behind') this.#fallBehind()
    else if (truth === 'fine') this.#recover()
  }

  #fallBehind() {
    if (this.#said === 'broken') this.#said = 'behind'
    else if (this.#said !== 'behind') this.#later(GRACE, 'behind')
  }

  #recover() {
    if (this.#said === 'broken' || this.#said === 'behind') this.#said = 'caughtUp'
    if (this.#said === 'caughtUp') this.#later(GLAD, 'nothing')
  }

  #later(ms: number, said: 'nothing' | 'behind') {
    this.#timer = setTimeout(() => (this.#said = said), ms)
  }
}

const count = (messages: number) => (messages === 1 ? '1 message' : `${messages} messages`)

/** Messages that wait here, as a sentence; nothing when there are none. */
export const waitingHere = (messages: number) =>
  messages === 0 ? '' : `${count(messages)} ${messages === 1 ? 'waits' : 'wait'} here.`

export const sendingNow = (messages: number) => (messages === 0 ? 'Catching up…' : `Sending ${count(messages)}…`)
