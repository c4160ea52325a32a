import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

export interface Proxy {
  url: string
  /** Ends all connections and refuses new ones. */
  cut(): void
  restore(): void
  close(): Promise<void>
}

/** A line to `target` that can be cut: a browser's own "offline" leaves open sockets alive, a pulled cable does not. */
export const aProxy = async (target: string): Promise<Proxy> => {
  const { hostname, port } = new URL(target)
  const open = new Set<Socket>()
  let up = true
  const server = createServer((near) => {
    if (!up) return near.resetAndDestroy()
    const far = connect(Number(port), hostname)
    for (const [from, to] of [
      [near, far],
      [far, near]
    ] as const) {
      open.add(from)
      from.pipe(to)
      from.on('error', () => to.destroy())
      from.on('close', () => {
        open.delete(from)
        to.destroy()
      })
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const cut = () => {
    up = false
    for (const socket of open) socket.resetAndDestroy()
  }
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    cut,
    restore: () => void (up = true),
    close: () => {
      cut()
      return new Promise((resolve) => server.close(() => resolve()))
    }
  }
}
