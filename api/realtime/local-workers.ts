import { createAdapter } from '@socket.io/cluster-adapter'
import type { Server } from 'socket.io'
import type { ClusterAdapter } from 'socket.io-adapter'
import { localFirst } from './local-first.ts'

/** Joins the workers of one machine, by way of the process that has started them (node:cluster). */
export const joinWorkers = (io: Server) => {
  io.adapter(localFirst(createAdapter() as (nsp: unknown) => ClusterAdapter))
}
