import { storage } from '../../lib/storage.ts'

/** Whether gifts draw attention to themselves in this browser: the shelf above the log, and the glow of a new card. */
class GiftAlerts {
  #on = $state(storage.get<boolean>('giftAlerts') ?? true)

  get on() {
    return this.#on
  }

  set(on: boolean) {
    this.#on = on
    storage.set('giftAlerts', on ? undefined : false)
  }
}

export const giftAlerts = new GiftAlerts()
