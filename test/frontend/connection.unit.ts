import { EventEmitter } from 'node:events'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Connection } from '../../frontend/lib/connection.svelte.ts'

class Wire extends EventEmitter {
  connected = false
  active = false
  tries = 0
  io = { reconnection: vi.fn() }
  connect() {
    this.tries++
  }
  up() {
    this.connected = true
    this.emit('connect')
  }
  down() {
    this.connected = false
    this.emit('disconnect')
  }
}

let wire: Wire
let connection: Connection
let close: () => void
const back = vi.fn()

beforeEach(() => {
  vi.useFakeTimers()
  vi.spyOn(Math, 'random').mockReturnValue(0.5)
  const page = new EventTarget()
  vi.stubGlobal('document', Object.assign(page, { visibilityState: 'visible' }))
  vi.stubGlobal('navigator', { onLine: true })
  vi.stubGlobal('addEventListener', vi.fn())
  vi.stubGlobal('removeEventListener', vi.fn())
  back.mockClear()
  wire = new Wire()
  connection = new Connection(wire, back)
  close = connection.open()
  wire.up()
})
afterEach(() => {
  close()
  vi.useRealTimers()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

test('says nothing for 2 s, then that it reconnects, after 10 s when it tries again', () => {
  wire.down()
  vi.advanceTimersByTime(1_999)
  expect(connection.state).toBe('fine')
  vi.advanceTimersByTime(1)
  expect(connection.state).toBe('reconnecting')
  vi.advanceTimersByTime(8_000)
  expect(connection.state).toBe('waiting')
  wire.up()
  expect(connection.state).toBe('fine')
})

test('tries again after a second, then twice as long each time, up to 4 s, less up to a half by chance', () => {
  wire.down()
  const pauses: number[] = []
  for (let i = 0; i < 7; i++) {
    pauses.push(connection.nextTry - Date.now())
    vi.advanceTimersByTime(connection.nextTry - Date.now())
    wire.emit('connect_error', new Error('websocket error'))
  }
  expect(pauses).toEqual([750, 1_500, 3_000, 3_000, 3_000, 3_000, 3_000])
  expect(wire.tries).toBe(1 + 7)
})

test('"Try now" does not wait, and coming back catches up each time', () => {
  expect(back).toHaveBeenCalledTimes(1)
  wire.down()
  const before = wire.tries
  connection.tryNow()
  expect(wire.tries).toBe(before + 1)
  wire.up()
  expect(back).toHaveBeenCalledTimes(2)
})

test('says "offline" when the device is, and stops trying when the session is over', () => {
  vi.stubGlobal('navigator', { onLine: false })
  wire.down()
  vi.advanceTimersByTime(2_000)
  expect(connection.state).toBe('offline')
  wire.emit('connect_error', Object.assign(new Error('Signed out'), { data: { code: 401 } }))
  const before = wire.tries
  vi.advanceTimersByTime(60_000)
  expect(wire.tries).toBe(before)
})

test('a device that wakes, or has a net again, begins with the shortest pause anew', () => {
  wire.down()
  for (let i = 0; i < 6; i++) {
    vi.advanceTimersByTime(connection.nextTry - Date.now())
    wire.emit('connect_error', new Error('websocket error'))
  }
  expect(connection.nextTry - Date.now()).toBe(3_000)
  const before = wire.tries
  document.dispatchEvent(new Event('visibilitychange'))
  expect(wire.tries).toBe(before + 1)
  wire.emit('connect_error', new Error('websocket error'))
  expect(connection.nextTry - Date.now()).toBe(750)
})
