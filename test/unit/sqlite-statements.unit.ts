import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Knex } from 'knex'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { sqlite } from '../../api/sqlite.ts'

let folder: string
let db: Knex

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hearth-statements-'))
  db = sqlite(join(folder, 'test.sqlite'), { writes: true })
  await db.raw('create table notes (id integer primary key, text text unique)')
})
afterEach(async () => {
  // it would fail if a statement were left
  await db.destroy()
  await rm(folder, { recursive: true })
})

const texts = () => db('notes').orderBy('id').pluck<string[]>('text')

test('a statement that comes again has other values, and says what it has changed', async () => {
  for (const text of ['one', 'two', 'three']) await db('notes').insert({ text })
  expect(await Promise.all([1, 2, 3].map((id) => db('notes').where({ id }).first<{ text: string }>('text')))).toEqual([
    { text: 'one' },
    { text: 'two' },
    { text: 'three' }
  ])
  expect(await db('notes').insert({ text: 'four' })).toEqual([4])
  expect(await db('notes').insert({ text: 'five' }).returning('id')).toEqual([{ id: 5 }])
  expect(
    await db('notes')
      .where('id', '>', 1)
      .update({ text: db.raw("text || '!'") })
  ).toBe(4)
  expect(await db('notes').where('id', '>', 3).del()).toBe(2)
  expect(await db('notes').where('id', '>', 3).del()).toBe(0)
  expect(await texts()).toEqual(['one', 'two!', 'three!'])
})

test('one that was refused is good for the next time', async () => {
  const insert = (text: string) => db('notes').insert({ text })
  await insert('one')
  await expect(insert('one')).rejects.toMatchObject({ code: 'SQLITE_CONSTRAINT' })
  await insert('two')
  await expect(db.transaction((trx) => trx('notes').insert({ text: 'two' }))).rejects.toMatchObject({
    code: 'SQLITE_CONSTRAINT'
  })
  await db.transaction((trx) => trx('notes').insert({ text: 'three' }))
  expect(await texts()).toEqual(['one', 'two', 'three'])
})

test('one that cannot be compiled is refused each time, until it can be', async () => {
  const more = () => db('more').where({ id: 1 })
  await expect(more()).rejects.toMatchObject({ code: 'SQLITE_ERROR' })
  await expect(more()).rejects.toMatchObject({ code: 'SQLITE_ERROR' })
  await db.raw('create table more (id integer primary key)')
  expect(await more()).toEqual([])
})

test('a table may change under those that are kept', async () => {
  await db('notes').insert({ text: 'one' })
  const first = () => db('notes').where({ id: 1 }).first<object>()
  expect(await first()).toEqual({ id: 1, text: 'one' })
  await db.raw("alter table notes add column mood text default 'calm'")
  expect(await first()).toEqual({ id: 1, text: 'one', mood: 'calm' })
})

test('of hundreds, some of which run at the same time, each is answered', async () => {
  await db('notes').insert(Array.from({ length: 300 }, (_, i) => ({ text: `note ${i}` })))
  const lists = Array.from({ length: 250 }, (_, i) => Array.from({ length: i + 1 }, (_, n) => n + 1))
  const found = await db.transaction((trx) =>
    Promise.all([...lists, ...lists].map((ids) => trx('notes').whereIn('id', ids).pluck('id')))
  )
  expect(found.map((ids) => ids.length)).toEqual([...lists, ...lists].map((ids) => ids.length))
})
