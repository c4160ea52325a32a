import { describe, expect, test } from 'vitest'
import { refusal, toPublic } from '../../api/errors.ts'
import { evenInTrouble, isNews, troubleOf } from '../../api/trouble.ts'

const failure = (code: string, message = 'no') => Object.assign(new Error(message), { code })

describe('what a driver says becomes one of three words, and whether another try makes sense', () => {
  test.each([
    ['40001', 'busy', true, true],
    ['40P01', 'busy', true, true],
    ['55P03', 'busy', false, false],
    ['57014', 'busy', false, false],
    ['53300', 'busy', true, false],
    ['53100', 'storage_full', false, false],
    ['57P01', 'database_unavailable', true, false],
    ['57P03', 'database_unavailable', true, false],
    ['08006', 'database_unavailable', true, false],
    ['25006', 'database_unavailable', false, false],
    ['ECONNREFUSED', 'database_unavailable', true, false],
    ['ECONNRESET', 'database_unavailable', true, false],
    ['SQLITE_BUSY', 'busy', false, false],
    ['SQLITE_FULL', 'storage_full', false, false],
    ['ENOSPC', 'storage_full', false, false],
    ['SQLITE_IOERR', 'database_unavailable', false, false],
    ['EIO', 'database_unavailable', false, false]
  ])('%s', (code, reason, passes, undone) => {
    expect(troubleOf(failure(code))).toMatchObject({ reason, passes, undone })
    const told = toPublic(failure(code, 'insert into secrets'))
    expect(told).toMatchObject({ code: 503, data: { reason, retryAfter: expect.any(Number) } })
    expect(JSON.stringify(told)).not.toContain('secrets')
  })

  test.each([
    ['Knex: Timeout acquiring a connection. The pool is probably full.', 'busy', false],
    ['Connection terminated unexpectedly', 'database_unavailable', true],
    ['The database said nothing', 'database_unavailable', false],
    ['Client has encountered a connection error and is not queryable', 'database_unavailable', true],
    ['timeout expired', 'database_unavailable', false]
  ])('“%s”', (message, reason, passes) => {
    expect(troubleOf(new Error(message))).toMatchObject({ reason, passes })
  })

  test('inside the error of an adapter too', () => {
    const wrapped = { [Symbol.for('@feathersjs/knex/error')]: failure('40P01'), code: 500 }
    expect(troubleOf(wrapped)).toMatchObject({ reason: 'busy', undone: true })
  })

  test.each([
    ['a constraint', failure('23505')],
    ['a mistake of ours', new TypeError('x is not a function')],
    ['a refusal', refusal('not_member')],
    ['what every object has', failure('constructor')],
    ['nothing', undefined]
  ])('%s is no trouble', (_, error) => {
    expect(troubleOf(error)).toBeUndefined()
    expect(isNews(error)).toBe(false)
  })
})

test('what may wait gives way to trouble, and to nothing else', async () => {
  const failing = (code: string) => Promise.reject(failure(code)).catch(evenInTrouble)
  await expect(failing('SQLITE_FULL')).resolves.toBeUndefined()
  await expect(failing('23505')).rejects.toThrow('no')
})

test('the log hears of each kind once in a while, and not that there is much to do', () => {
  const at = Date.now() + 3600_000
  expect(isNews(failure('SQLITE_FULL'), at)).toBe(true)
  expect(isNews(failure('ENOSPC'), at + 29_000)).toBe(false)
  expect(isNews(failure('ECONNREFUSED'), at + 29_000)).toBe(true)
  expect(isNews(failure('SQLITE_FULL'), at + 31_000)).toBe(true)
  expect(isNews(failure('SQLITE_BUSY'), at)).toBe(false)
})
