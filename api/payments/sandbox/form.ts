import { invalid } from './refusals.ts'

type Node = Map<string, Node | string>
/** No call of Stripe's goes deeper. */
const DEPTH = 7
/** As keys they would reach into JavaScript instead of into data. */
const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype'])

/** Stripe's form encoding: `a[b][0]=1` is `{ a: { b: ['1'] } }`. @throws 400 */
export const parseForm = (text: string): Record<string, unknown> => {
  const root: Node = new Map()
  for (const [name, value] of new URLSearchParams(text)) put(root, name, value)
  return Object.fromEntries([...root].map(([key, value]) => [key, toData(value)]))
}

const put = (root: Node, name: string, value: string) => {
  const [, first, rest] = /^([^[\]]+)((?:\[[^[\]]*\])*)$/.exec(name) ?? []
  const keys = first === undefined ? [] : [first, ...(rest ?? '').split(/[[\]]+/).slice(1, -1)]
  // `a[]` has one key more than the split sees
  if (rest?.endsWith('[]')) keys.push('')
  const last = keys.pop()
  if (last === undefined || keys.length > DEPTH || [...keys, last].some((key) => FORBIDDEN.has(key)))
    throw unknown(name)
  let node = root
  for (const key of keys) {
    const child = node.get(key) ?? new Map<string, Node | string>()
    if (typeof child === 'string') throw unknown(name)
    node.set(key, child)
    node = child
  }
  node.set(last === '' ? String(node.size) : last, value)
}

const toData = (value: Node | string): unknown => {
  if (typeof value === 'string') return value
  const entries = [...value].map(([key, child]) => [key, toData(child)] as const)
  const isArray = entries.every(([key]) => /^\d+$/.test(key))
  return isArray ? entries.map(([, child]) => child) : Object.fromEntries(entries)
}

const unknown = (name: string) =>
  invalid(`Received unknown parameter: ${name}`, { code: 'parameter_unknown', param: name })
