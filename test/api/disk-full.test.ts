import { chownSync, existsSync, mkdirSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import knex, { type Knex } from 'knex'
import sharp from 'sharp'
import { v7 as uuidv7 } from 'uuid'
import { describe, expect, test } from 'vitest'
import { aHearth, type TestHearth } from '../support/create-app.ts'
import { atEnd } from '../support/endings.ts'
import { aPerson, request, type Somebody } from '../support/people.ts'
import { freshDatabase } from '../support/postgres.ts'
import { aSmallDisk, type SmallDisk } from '../support/small-disk.ts'

const SERVER = process.env.TEST_DATABASE_URL
const onServer = async <T>(work: (db: Knex) => Promise<T>) => {
  const db = knex({ client: 'pg', connection: SERVER ?? '', pool: { min: 0, max: 1 } })
  return work(db).finally(() => db.destroy())
}

/** Where the PostgreSQL of the tests keeps its files, if it runs on this machine. */
const postgresFolder = async () => {
  if (!SERVER) return undefined
  const folder = await onServer((db) => db.raw("select setting from pg_settings where name = 'data_directory'"))
  const path = String(folder.rows[0]?.setting)
  return existsSync(path) ? path : undefined
}

const skipped = (what: string) => {
  console.log(`Skipped: ${what}`)
}
/** A small disk, or words about why there is none. */
const forSqlite = await aSmallDisk(24)
if (!forSqlite) skipped('a full disk under SQLite (mounting a tmpfs takes root on Linux)')
const folder = await postgresFolder()
const forPostgres = folder ? await aSmallDisk(48, folder) : undefined
if (SERVER && !forPostgres) skipped('a full disk under PostgreSQL (its server runs elsewhere, or mounting takes root)')
for (const disk of [forSqlite, forPostgres]) if (disk) atEnd(disk.remove)

const onSmallDisk = async ({ path }: SmallDisk, kind: 'SQLite' | 'PostgreSQL') => {
  const dataDir = join(path, 'data')
  if (kind === 'SQLite') return aHearth({ dataDir, databaseUrl: `sqlite:${join(dataDir, 'hearth.sqlite')}` })
  const place = join(path, 'postgres')
  mkdirSync(place)
  const { uid, gid } = statSync(path)
  chownSync(place, uid, gid)
  const space = `hearth_${uuidv7().slice(-8)}`
  await onServer(async (db) => {
    const { rows } = await db.raw("select format('create tablespace %I location %L', ?::text, ?::text) as sql", [
      space,
      place
    ])
    await db.raw(rows[0].sql as string)
  })
  atEnd(() => onServer((db) => db.raw('drop tablespace ??', [space])))
  const { url, drop } = await freshDatabase()
  atEnd(drop)
  await onServer((db) => db.raw('alter database ?? set tablespace ??', [new URL(url).pathname.slice(1), space]))
  return aHearth({ dataDir: join(path, 'data'), databaseUrl: url })
}

const PICTURE = await sharp({
  create: {
    width: 400,
    height: 300,
    channels: 3,
    background: '#c63',
    noise: { type: 'gaussian', mean: 128, sigma: 90 }
  }
})
  .png()
  .toBuffer()
const upload = async ({ url }: TestHearth, { token }: Somebody) => {
  const headers = { 'content-type': 'image/png', authorization: `Bearer ${token}` }
  const response = await fetch(`${url}/files`, { method: 'POST', headers, body: new Uint8Array(PICTURE) })
  return { status: response.status, body: (await response.json()) as { id: string; data: { reason: string } } }
}
const filesIn = (dataDir: string) =>
  readdirSync(join(dataDir, 'files'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort()

const disks = [
  ['SQLite', forSqlite],
  ['PostgreSQL', forPostgres]
] as const
describe.each(disks.flatMap(([kind, disk]) => (disk ? [{ kind, disk }] : [])))(
  'a full disk under $kind',
  ({ kind, disk }) => {
    test('refuses what is written, answers what is read, and all goes on when there is room', async () => {
      const hearth = await onSmallDisk(disk, kind)
      const [ana, ben] = [await aPerson(hearth, 'ana'), await aPerson(hearth, 'ben')]
      const { id: roomId } = await ana.service('rooms').create({ name: 'Full', visibility: 'public' })
      await ben.service('memberships').create({ roomId, userId: ben.id })
      const picture = await upload(hearth, ana)
      expect(picture.status).toBe(201)
      const say = (id = uuidv7()) => ana.rest('POST', '/api/messages', { id, roomId, text: 'x'.repeat(3_900) })
      const told: string[] = []
      /** Sends messages until the disk takes no more. */
      const untilFull = async () => {
        for (let i = 0; i < 500; i++) {
          const id = uuidv7()
          const { status, body } = await say(id)
          if (status !== 201) return { status, body }
          told.push(id)
        }
        return undefined
      }
      expect((await say()).status).toBe(201)
      told.push(...(await stored(hearth, roomId)))
      disk.fill()
      const refused = await untilFull()
      expect([refused?.status, refused?.body.data.reason]).toEqual([503, 'storage_full'])
      expect(refused?.body.data.retryAfter).toBeGreaterThan(0)

      // what was in company with it, too, and nobody hears of what is not there
      const heardBefore = ben.heard.length
      const crowd = await Promise.all(Array.from({ length: 30 }, (_, i) => (i % 3 ? say() : upload(hearth, ana))))
      for (const { status, body } of crowd) {
        if (status === 201) continue
        expect([status, body.data.reason]).toEqual([503, 'storage_full'])
      }
      expect(crowd.filter(({ status }) => status === 503).length).toBeGreaterThan(15)

      // reading goes on
      for (const path of ['/api/rooms', `/api/messages?roomId=${roomId}`, '/api/profiles', `/files/${picture.body.id}`])
        expect([path, (await ben.rest('GET', path)).status]).toEqual([path, 200])
      expect((await request(hearth.url, 'GET', '/health/ready')).status).toBe(200)

      disk.free()
      const since = performance.now()
      const id = uuidv7()
      await expect.poll(async () => (await say(id)).status, { timeout: 5_000 }).toBe(201)
      expect((await upload(hearth, ana)).status).toBe(201)
      expect(performance.now() - since).toBeLessThan(5_000)

      const rows = await stored(hearth, roomId)
      for (const one of [...told, id]) expect(rows).toContain(one)
      const { lastSeq } = await ana.service('rooms').get(roomId)
      expect(rows).toHaveLength(lastSeq)
      // one event for each that is stored, in their order
      const heard = () =>
        ben.heard.filter(({ event }) => event === 'messages created').map(({ data }) => Number(data.seq))
      await expect.poll(() => heard().length).toBe(lastSeq)
      expect(heard()).toEqual(Array.from({ length: lastSeq }, (_, i) => i + 1))
      expect(ben.heard.length).toBeGreaterThan(heardBefore)
      // no bytes without a row, no row without bytes, nothing half
      const ids: string[] = await hearth.app.get('database').read('files').orderBy('id').pluck('id')
      expect(filesIn(hearth.settings.dataDir ?? '')).toEqual(ids)
    }, 60_000)
  }
)

const stored = ({ app }: TestHearth, roomId: string): Promise<string[]> =>
  app.get('database').read('messages').where({ roomId }).orderBy('seq').pluck('id')
