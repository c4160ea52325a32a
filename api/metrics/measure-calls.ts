import { Counter, Histogram, type Registry } from 'prom-client'
import type { HookContext, NextFunction } from '../declarations.ts'

/** Seconds. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5]

/** Around every call from outside: how it ended, and how long it took. */
export const measureCalls = (registry: Registry) => {
  const registers = [registry]
  const calls = new Counter({
    name: 'hearth_calls_total',
    help: 'Calls from outside, by how they ended: answered, refused (4xx) or failed (5xx)',
    labelNames: ['service', 'method', 'outcome'],
    registers
  })
  const seconds = new Histogram({
    name: 'hearth_call_duration_seconds',
    help: 'How long calls from outside took',
    labelNames: ['service', 'method'],
    buckets: BUCKETS,
    registers
  })
  const catchUps = new Counter({
    name: 'hearth_catch_ups_total',
    help: 'Questions for what changed in a room since a rev',
    registers
  })

  return async (context: HookContext, next: NextFunction) => {
    const { params, path: service, method } = context
    if (!params.provider) return next()
    const since = performance.now()
    let outcome = 'answered'
    try {
      await next()
      if (isCatchUp(context)) catchUps.inc()
    } catch (error) {
      outcome = (error as { code: number }).code < 500 ? 'refused' : 'failed'
      throw error
    } finally {
      calls.inc({ service, method, outcome })
      seconds.observe({ service, method }, (performance.now() - since) / 1000)
    }
  }
}

const isCatchUp = ({ path, method, params }: HookContext) =>
  path === 'messages' && method === 'find' && params.query?.rev !== undefined
