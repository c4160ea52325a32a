import type { Message } from '../../../api/client.ts'
import type { History } from '../history.ts'
import type { Chance } from '../random.ts'
import type { Townsman } from '../world/town.ts'
import { keepLine, type Sdk } from './line.ts'
import { RoomLog, type Follower, type Following } from './room-log.ts'

/** Heads are compared this often, as the web app does, so that also a lost event in a quiet room heals (ms). */
const COMPARE_EVERY = 60_000

/** What becomes of an event on its way to the window. */
export type Delivery = (event: Message, take: (event: Message) => void) => void
const atOnce: Delivery = (event, take) => take(event)

/** Somebody who follows rooms and is told nothing but what the server sends. */
export interface Reader {
  name: string
  logs: readonly Follower[]
  /** Whether the window holds every change up to these heads. */
  holds(heads: ReadonlyMap<string, number>): boolean
  compare(): void
  /** From now on events come in this way; left out, as they are sent. */
  disturb(delivery?: Delivery): void
  /** How often their line was connected. */
  connections(): number
  close(): void
}

export interface Reading {
  url: string
  person: Townsman
  roomIds: readonly string[]
  history: History
  chance: Chance
  /** Another version's. */
  sdk?: Sdk | undefined
  /** Another way of following. */
  Log?: Following
}

export const aReader = ({ url, person, roomIds, history, chance, sdk, Log = RoomLog }: Reading): Reader => {
  const { name, token } = person
  const compare = () => logs.forEach((log) => log.compare())
  const line = keepLine(url, token, chance, compare, sdk)
  const logs = roomIds.map((roomId) => new Log(line.client, roomId, (row) => history.sight(name, 'answer', row)))
  let deliver = atOnce
  const take = (row: Message) => logs.find(({ roomId }) => roomId === row.roomId)?.hear(row)
  const hear = (row: Message) => {
    // also of rooms that are not followed: that is what a leak would be
    history.sight(name, 'event', row)
    deliver(row, take)
  }
  for (const event of ['created', 'patched', 'removed'] as const) line.client.service('messages').on(event, hear)
  line.socket.on('heads may have moved', compare)
  const comparing = setInterval(compare, COMPARE_EVERY)
  return {
    name,
    logs,
    holds: (heads) => line.socket.connected && logs.every(({ roomId, rev }) => rev >= (heads.get(roomId) ?? 0)),
    compare,
    disturb: (delivery = atOnce) => void (deliver = delivery),
    connections: () => line.took().length,
    close() {
      clearInterval(comparing)
      logs.forEach((log) => log.close())
      line.close()
    }
  }
}
