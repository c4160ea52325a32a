import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase, type Database } from '../../api/database.ts'

const folder = mkdtempSync(join(tmpdir(), 'hearth-test-'))
let database: Database
beforeAll(async () => {
  database = openDatabase(`sqlite:${join(folder, 'group.sqlite')}`)
  await database.write.schema.createTable('notes', (table) => {
    table.integer('id').primary()
  })
})
afterAll(async () => {
  await database.close()
  await rm(folder, { recursive: true })
})

const note = (id: number) => database.transaction((trx) => trx('notes').insert({ id }))
const stored = async () => (await database.read('notes').orderBy('id').pluck('id')) as number[]

test('writes at once share their commits; a failing one, also one that fails late, takes nobody with it', async () => {
  const commits: string[] = []
  const count = ({ sql }: { sql: string }) => {
    if (sql.startsWith('COMMIT')) commits.push(sql)
  }
  database.write.on('query', count)
  await note(1)
  const late = database.transaction(async (trx) => {
    await trx('notes').insert({ id: 99 })
    throw new Error('changed my mind')
  })
  const results = await Promise.allSettled([...[2, 3, 1, 4].map(note), late, ...[5, 6].map(note)])
  database.write.off('query', count)
  expect(results.map(({ status }) => status)).toEqual([
    'fulfilled',
    'fulfilled',
    'rejected',
    'fulfilled',
    'rejected',
    'fulfilled',
    'fulfilled'
  ])
  expect(await stored()).toEqual([1, 2, 3, 4, 5, 6])
  expect(commits.length).toBeLessThan(5)
})

test('nobody is told before it is durable: another connection sees what was acknowledged', async () => {
  await Promise.all(
    Array.from({ length: 50 }, async (_, i) => {
      await note(100 + i)
      expect(await stored()).toContain(100 + i)
    })
  )
})

test('a commit that fails is acknowledged to none of those it held', async () => {
  const before = await stored()
  const rude = database.transaction(async (trx) => {
    await trx('notes').insert({ id: 500 })
    // what a full disk does: the whole transaction is gone, not only this part
    await trx.raw('ROLLBACK')
  })
  const results = await Promise.allSettled([note(501), note(502), rude, note(503)])
  const told = results.flatMap(({ status }, i) => (status === 'fulfilled' ? [[501, 502, 500, 503][i]] : []))
  const now = (await stored()).filter((id) => !before.includes(id))
  for (const id of told) expect(now).toContain(id)
  // and it goes on
  await note(600)
  expect(await stored()).toContain(600)
})
