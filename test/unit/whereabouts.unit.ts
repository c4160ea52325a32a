import fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { BEAT, LEASE, Whereabouts, type Told } from '../../api/services/presences/whereabouts.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }))
afterEach(() => void vi.useRealTimers())

/** Nodes that hear each other as long as `loses` does not take what is said. */
const aWorld = (count: number) => {
  const world = {
    loses: (_told: Told, _to: number) => false,
    nodes: [] as Whereabouts[],
    seen: [] as Map<string, boolean>[]
  }
  for (let i = 0; i < count; i++) {
    const seen = new Map<string, boolean>()
    world.seen.push(seen)
    const say = (told: Told) =>
      world.nodes.forEach((node, to) => {
        if (to !== i && !world.loses(told, to)) node.hear(structuredClone(told))
      })
    world.nodes.push(
      new Whereabouts(say, (roomId, userId, isHere) => {
        // who is here is told once when they come, and once when they go
        expect(seen.get(`${roomId} ${userId}`) ?? false).toBe(!isHere)
        seen.set(`${roomId} ${userId}`, isHere)
      })
    )
  }
  return world
}

const ROOMS = ['kitchen', 'garden']
const PEOPLE = ['ana', 'ben', 'cleo']
const step = fc.record({
  node: fc.nat(2),
  room: fc.constantFrom(...ROOMS),
  person: fc.constantFrom(...PEOPLE),
  opens: fc.boolean(),
  /** Whether others hear of it. */
  heard: fc.boolean()
})

test('whatever is opened, closed and lost between them, after a beat all nodes know who is where', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const world = aWorld(3)
      const windows = new Map<string, number>()
      for (const { node, room, person, opens, heard } of steps) {
        const key = [node, room, person].join()
        const count = windows.get(key) ?? 0
        if (!opens && count === 0) continue
        world.loses = () => !heard
        windows.set(key, count + (opens ? 1 : -1))
        if (opens) world.nodes[node]!.opened(room, person)
        else world.nodes[node]!.closed(room, person)
      }
      world.loses = () => false
      for (const node of world.nodes) node.beat()
      for (const room of ROOMS) {
        const truth = PEOPLE.filter((person) => [0, 1, 2].some((node) => windows.get([node, room, person].join())))
        world.nodes.forEach((node, i) => {
          expect([...node.people(room)].sort()).toEqual(truth)
          const told = PEOPLE.filter((person) => world.seen[i]!.get(`${room} ${person}`))
          expect(told).toEqual(truth)
        })
      }
    }),
    { numRuns: 500 }
  )
})

test('who is at a node that says nothing any more is here for the time of its lease', () => {
  const { nodes } = aWorld(2)
  const [one, two] = nodes as [Whereabouts, Whereabouts]
  two.opened('kitchen', 'ben')
  for (let waited = 0; waited < LEASE - BEAT; waited += BEAT) {
    one.beat()
    expect([...one.people('kitchen')]).toEqual(['ben'])
    vi.advanceTimersByTime(BEAT)
  }
  vi.advanceTimersByTime(2 * BEAT)
  one.beat()
  expect([...one.people('kitchen')]).toEqual([])
})
