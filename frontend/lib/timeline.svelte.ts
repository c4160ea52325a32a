import { RoomLog, type Entry } from '$sdk'

/** A room's log (see the SDK's room-log.ts) as state: whoever shows it sees it change. */
export class Timeline<T extends Entry> extends RoomLog<T> {
  #changes = $state(0)

  override get rows() {
    return this.#watched(super.rows)
  }
  override get opened() {
    return this.#watched(super.opened)
  }
  override get stalled() {
    return this.#watched(super.stalled)
  }
  override get behind() {
    return this.#watched(super.behind)
  }
  override get atStart() {
    return this.#watched(super.atStart)
  }
  override get atEnd() {
    return this.#watched(super.atEnd)
  }
  override get lastSeq() {
    return this.#watched(super.lastSeq)
  }
  override get unseen() {
    return this.#watched(super.unseen)
  }

  protected override changed() {
    this.#changes++
  }

  /** The count is read, so whoever reads the value is told when it changes. */
  #watched<V>(value: V, _changes = this.#changes): V {
    return value
  }
}
