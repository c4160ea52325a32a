import type { Message } from '../../../api/client.ts'
import { RoomLog } from '../people/room-log.ts'
import type { Change } from '../world/broken.ts'

/** What several experiments break. */

/** Answers, and tells everybody, 150 ms before it is durable. */
export const answersBeforeCommit: Change[] = [
  {
    from: `const result = await app.get('database').transaction((trx) => {
            return work({ starting: false, trx, committed, after: (next, options) => void later.push({ next, ...options }) });
        });`,
    to: `const result = await new Promise((resolve, reject) => {
            app.get('database').transaction(async (trx) => {
                resolve(await work({ starting: false, trx, committed, after: (next) => void later.push(next) }));
                await new Promise((later) => setTimeout(later, 150));
            }).catch(reject);
        });`
  },
  {
    from: "export const appendOn = (app) => (posts) => app.get('database').transaction((trx) => appendAll(trx, posts));",
    to: `export const appendOn = (app) => (posts) => new Promise((resolve, reject) => {
            app.get('database').transaction(async (trx) => {
                resolve(await appendAll(trx, posts));
                await new Promise((later) => setTimeout(later, 150));
            }).catch(reject);
        });`
  }
]

/** Takes each message for a new one, whatever its id. */
export const ignoresIds: Change[] = [
  {
    from: 'const { id = uuidv7(), roomId, text, replyTo = null } = data;',
    to: 'const id = uuidv7(); const { roomId, text, replyTo = null } = data;'
  }
]

/** Believes its own clock, also when that was set back. */
export const believesItsClock: Change[] = [
  { from: 'head.lastAt = Math.max(Date.now(), head.lastAt);', to: 'head.lastAt = Date.now();' }
]

/** A window that takes what comes for all there is. */
export class TakesWhatComes extends RoomLog {
  readonly #rows = new Map<string, Message>()
  #rev = 0

  override get rev() {
    return this.#rev
  }
  override get rows() {
    return [...this.#rows.values()]
  }
  override hear(row: Message) {
    this.#rows.set(row.id, row)
    this.#rev = Math.max(this.#rev, row.rev)
  }
  override compare() {
    // trusts that it hears of everything
  }
}
