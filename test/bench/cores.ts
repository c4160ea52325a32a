import { spawnSync } from 'node:child_process'
import { availableParallelism } from 'node:os'

/** What is measured, and what measures it, do not share a core. */
export const SERVER_CORE = 0
export const LOAD_CORE = 1

/** Whether programs can be kept to a core here. */
export const canPin =
  availableParallelism() > 1 &&
  spawnSync('taskset', ['-c', String(LOAD_CORE), 'true'], { stdio: 'ignore' }).status === 0

/** The command that runs a program on one core, where that is possible. */
export const onCore = (core: number, program: string, args: readonly string[]): [command: string, args: string[]] =>
  canPin ? ['taskset', ['-c', String(core), program, ...args]] : [program, [...args]]
