import type { Calls } from '../../client.ts'
import type { Block, BlockData, BlockQuery } from './blocks.schema.ts'

export type { Block, BlockData, BlockQuery }
export const blockPath = 'blocks'
export const blockMethods = ['find', 'get', 'create', 'remove'] as const

declare module '../../client.ts' {
  interface ClientServices {
    [blockPath]: Pick<Calls<Block, BlockData, never, BlockQuery>, (typeof blockMethods)[number] | 'on' | 'off'>
  }
}
