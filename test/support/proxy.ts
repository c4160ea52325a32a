import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

export interface Proxy {
  url: string
  /** Ends all connections and refuses new ones. */
  cut(): void
  /** Keeps all connections, takes new ones, and lets nothing through: a cable that was pulled without a word. */
  hang(): void
  /** Lets through what is asked, but no answer. */
  mute(): void
  /** Lets everything through again, also what was held back. */
  restore(): void
  close(): Promise<void>
}

/** A line to `target` that can be cut: a browser's own "offline" leaves open sockets alive, a pulled cable does not. */
export const aProxy = async (target: string): Promise<Proxy> => {
  const { hostname, port } = new URL(target)
  /** Each open socket, and where what comes from it goes. */
  const open = new Map<Socket, Socket>()
  let state: 'up' | 'cut' | 'hanging' | 'mute' = 'up'
  const answering = new Set<Socket>()
  const flow = (from: Socket, to: Socket) => {
    if (state === 'hanging' || (state === 'mute' && answering.has(from))) from.unpipe(to).pause()
    else from.pipe(to)
  }
  const server = createServer((near) => {
    if (state === 'cut') return near.resetAndDestroy()
    const far = connect(Number(port), hostname)
    answering.add(far)
    for (const [from, to] of [
      [near, far],
      [far, near]
    ] as const) {
      open.set(from, to)
      flow(from, to)
      from.on('error', () => to.destroy())
      from.on('close', () => {
        open.delete(from)
        answering.delete(from)
        to.destroy()
      })
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const become = (next: 'up' | 'hanging' | 'mute') => {
    state = next
    for (const [from, to] of open) flow(from, to)
  }
  const cut = () => {
    state = 'cut'
    for (const socket of open.keys()) socket.resetAndDestroy()
  }
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    cut,
    hang: () => become('hanging'),
    mute: () => become('mute'),
    restore: () => become('up'),
    close: () => {
      cut()
      return new Promise((resolve) => server.close(() => resolve()))
    }
  }
}
