import type { Namespace } from 'socket.io'
import { Adapter, MessageType, type BroadcastOptions, type ClusterAdapter } from 'socket.io-adapter'

/** What is half-private in the cluster adapters of Socket.IO (read in source of socket.io-adapter 2.5.8, cluster-adapter.js). */
interface Inside {
  publish(message: { type: MessageType; data: object }): void
  publishResponse(to: string, response: { type: MessageType; data: object }): void
}

/**
 * A cluster adapter serves its own sockets only after the bus has taken the message. Here they come first, in the order of the
 * calls, whatever becomes of the bus. And what it tells of sockets to other nodes has no headers and no tokens in it.
 */
export const localFirst = (make: (nsp: unknown) => ClusterAdapter) =>
  // Socket.IO calls it with `new`
  function (nsp: Namespace) {
    return servingOwnFirst(make(nsp))
  }

const servingOwnFirst = (adapter: ClusterAdapter) => {
  const { fetchSockets } = adapter
  const { publishResponse } = adapter as unknown as Inside
  const local = Adapter.prototype
  const tell = (type: MessageType, { rooms, except, flags }: BroadcastOptions, data: object = {}) => {
    if (flags?.local) return
    const opts = { rooms: [...rooms], except: [...(except ?? [])], flags }
    ;(adapter as unknown as Inside).publish({ type, data: { opts, ...data } })
  }

  return Object.assign(adapter, {
    broadcast(packet: object, opts: BroadcastOptions) {
      local.broadcast.call(adapter, packet, opts)
      tell(MessageType.BROADCAST, opts, { packet })
    },
    addSockets(opts: BroadcastOptions, rooms: string[]) {
      local.addSockets.call(adapter, opts, rooms)
      tell(MessageType.SOCKETS_JOIN, opts, { rooms })
    },
    delSockets(opts: BroadcastOptions, rooms: string[]) {
      local.delSockets.call(adapter, opts, rooms)
      tell(MessageType.SOCKETS_LEAVE, opts, { rooms })
    },
    disconnectSockets(opts: BroadcastOptions, close: boolean) {
      local.disconnectSockets.call(adapter, opts, close)
      tell(MessageType.DISCONNECT_SOCKETS, opts, { close })
    },
    // it would ask the bus how many others there are, also where nobody wants to know
    fetchSockets(opts: BroadcastOptions) {
      return (opts.flags?.local ? local.fetchSockets : fetchSockets).call(adapter, opts)
    },
    publishResponse(to: string, response: { type: MessageType; data: object }) {
      publishResponse.call(adapter, to, withoutHandshakes(response))
    }
  })
}

const withoutHandshakes = (response: { type: MessageType; data: object }) => {
  if (response.type !== MessageType.FETCH_SOCKETS_RESPONSE) return response
  const { sockets } = response.data as { sockets: object[] }
  return { ...response, data: { ...response.data, sockets: sockets.map((socket) => ({ ...socket, handshake: {} })) } }
}
