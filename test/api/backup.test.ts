import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import sharp from 'sharp'
import { v7 as uuidv7 } from 'uuid'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { readArchive, writeArchive, type Entry } from '../../api/backup/archive.ts'
import { backUp } from '../../api/backup/backup.ts'
import { restore } from '../../api/backup/restore.ts'
import { fillWithDemo } from '../../api/cli/demo/index.ts'
import { openDatabase } from '../../api/database.ts'
import { verifyBooks } from '../../api/payments/verify-books.ts'
import { aHearth, type TestHearth } from '../support/create-app.ts'
import { aPerson, request, signedIn, type Somebody } from '../support/people.ts'
import { aFolder, aHome, KINDS, type Home } from '../support/places.ts'

const PICTURE = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#c63' } })
  .png()
  .toBuffer()
const upload = async ({ url }: TestHearth, { token }: Somebody) => {
  const headers = { 'content-type': 'image/png', authorization: `Bearer ${token}` }
  const response = await fetch(`${url}/files`, { method: 'POST', headers, body: new Uint8Array(PICTURE) })
  expect(response.status).toBe(201)
  return (await response.json()) as { id: string }
}
const bytesOf = async ({ url }: TestHearth, { token }: Somebody, id: string) => {
  const response = await fetch(`${url}/files/${id}`, { headers: { authorization: `Bearer ${token}` } })
  return response.status === 200 ? Buffer.from(await response.arrayBuffer()) : response.status
}
const entriesOf = async (file: string) => {
  const entries: Entry[] = []
  for await (const entry of readArchive(file)) entries.push(entry)
  return entries
}
const endOf = async (file: string) => JSON.parse(String((await entriesOf(file)).at(-1)?.bytes)) as object
const filesIn = (dataDir: string) =>
  readdirSync(join(dataDir, 'files'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort()

/** Talks and uploads without a pause until it is told to stop; what was acknowledged so far stands in its lists. */
const aTalker = (hearth: TestHearth, who: Somebody, roomId: string) => {
  const told: { id: string; text: string }[] = []
  const pictures: string[] = []
  let going = true
  const talk = async (lane: number) => {
    for (let i = 0; going; i++) {
      const body = { id: uuidv7(), roomId, text: `${lane}.${i} “quoted” \\ 🔥\n${'x'.repeat(i % 50)}` }
      if (lane % 2) await who.service('messages').create(body)
      else expect((await who.rest('POST', '/api/messages', body)).status).toBe(201)
      told.push(body)
      if (i % 10 === 5) pictures.push((await upload(hearth, who)).id)
    }
  }
  const talking = Promise.all([1, 2, 3, 4].map(talk))
  return {
    told,
    pictures,
    stop: async () => {
      going = false
      await talking
    }
  }
}

describe.each(KINDS)('a Hearth on %s', (kind) => {
  let home: Home
  let hearth: TestHearth
  let ana: Somebody
  let roomId: string
  const folder = aFolder()
  const file = join(folder, 'under-load.tar.gz')
  /** Acknowledged before the backup began. */
  let told: { id: string; text: string }[] = []
  let pictures: Map<string, Buffer>
  beforeAll(async () => {
    home = await aHome(kind)
    hearth = await aHearth(home)
    // rooms, gifts and a ledger with something in it
    await fillWithDemo(hearth.app)
    ana = await aPerson(hearth, 'ana')
    roomId = (await ana.service('rooms').create({ name: 'Backup', visibility: 'private' })).id
    const face = await upload(hearth, ana)
    await ana.service('profiles').patch(ana.id, { avatarId: face.id })
    const talker = aTalker(hearth, ana, roomId)
    await vi.waitUntil(() => talker.told.length > 60, { timeout: 30_000 })
    told = [...talker.told]
    const uploaded = [face.id, ...talker.pictures]
    const summary = await backUp(home, file)
    const during = talker.told.length - told.length
    await talker.stop()
    expect(during, 'people went on talking meanwhile').toBeGreaterThan(0)
    expect(summary).toMatchObject({ gone: 0, bytes: statSync(file).size })
    expect(summary.files).toBeGreaterThanOrEqual(uploaded.length)
    pictures = new Map()
    for (const id of uploaded) pictures.set(id, (await bytesOf(hearth, ana, id)) as Buffer)
  }, 120_000)

  test('is backed up into one file that only its owner can read, and that has no secret in it', async () => {
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readdirSync(folder)).toEqual(['under-load.tar.gz'])
    const all = Buffer.concat((await entriesOf(file)).map(({ bytes }) => bytes)).toString('latin1')
    expect(all).not.toContain(home.authSecret)
    await backUp(home, join(folder, 'with-secret.tar.gz'), { withSecret: true })
    const secret = (await entriesOf(join(folder, 'with-secret.tar.gz'))).find(({ name }) => name === 'auth-secret')
    expect(String(secret?.bytes)).toBe(home.authSecret)
  })

  test.each(KINDS)(
    'is restored on %s: all that was acknowledged, the books, the pictures, and people sign in',
    async (other) => {
      const there = await aHome(other, home.authSecret)
      expect(await restore(there, file)).toMatchObject({ aside: [], secret: 'not in it', head: { format: 1 } })
      // and back again: nothing has changed on the way
      const again = join(folder, `again-from-${other}.tar.gz`)
      await backUp(there, again)
      expect(await endOf(again)).toEqual(await endOf(file))
      expect(filesIn(there.dataDir)).toEqual(
        await openDatabase(there.databaseUrl).read('files').orderBy('id').pluck<string[]>('id')
      )

      const restored = await aHearth(there)
      const db = restored.app.get('database').read
      const rows: { id: string; text: string }[] = await db('messages').where({ roomId }).select('id', 'text')
      const texts = new Map(rows.map(({ id, text }) => [id, text]))
      for (const { id, text } of told) expect(texts.get(id)).toBe(text)
      const { lastSeq, lastRev } = await db('rooms').where({ id: roomId }).first()
      expect([rows.length, lastRev]).toEqual([lastSeq, lastSeq])
      expect(await verifyBooks(db)).toEqual([])
      expect(Number((await db('ledger').count('id as n'))[0]?.n)).toBeGreaterThan(10)

      const back = await signedIn(restored, ana.email)
      for (const [id, bytes] of pictures) expect(bytes.equals((await bytesOf(restored, back, id)) as Buffer)).toBe(true)
      // the old token too: the secret is the same
      const profile = await request(restored.url, 'GET', `/api/profiles/${ana.id}`, { token: ana.token })
      expect(profile.body.avatarUrl).toBe(`/files/${[...pictures.keys()][0] ?? ''}`)
      const next = await back.service('messages').create({ roomId, text: 'and on we go' })
      expect(next.seq).toBe(Number(lastSeq) + 1)
      await expect(db.transaction((trx) => trx('ledger').delete())).rejects.toThrow(/append-only|readonly/)
    },
    60_000
  )

  test('is not touched where somebody lives, unless it is to be replaced; then what was there is kept aside', async () => {
    const there = await aHome(kind)
    const elsewhere = await aHearth(there)
    const ben = await aPerson(elsewhere, 'ben')
    const picture = await upload(elsewhere, ben)
    await expect(restore(there, file, { replace: true })).rejects.toThrow(/A Hearth runs on .*: stop it first/)
    expect((await ben.rest('GET', '/api/rooms')).status).toBe(200)
    ben.close()
    await elsewhere.stop()
    await expect(restore(there, file)).rejects.toThrow(/is not empty: somebody has an account there/)
    expect(await handles(there)).toEqual(['ben'])
    const { aside } = await restore(there, file, { replace: true })
    expect(await handles(there)).toContain('ana')
    expect(aside).toHaveLength(2)
    expect(readdirSync(there.dataDir).filter((name) => name.startsWith('files.'))).toHaveLength(1)
    const kept = readdirSync(there.dataDir, { recursive: true }).map(String)
    expect(kept.some((name) => name.startsWith('files.before-') && name.endsWith(picture.id))).toBe(true)
    expect(kept.filter((name) => name.includes('restoring'))).toEqual([])
    if (kind === 'SQLite') {
      const old = aside.find((path) => path.includes('hearth.sqlite.before-')) ?? ''
      expect(await handles({ ...there, databaseUrl: `sqlite:${old}` })).toEqual(['ben'])
    }
  }, 60_000)

  test('whose pictures are removed while they are copied is whole without them', async () => {
    const gone = [...pictures.keys()][0] ?? ''
    const bytes = join(home.dataDir, 'files', gone.slice(-2), gone)
    const kept = readFileSync(bytes)
    rmSync(bytes)
    const without = join(folder, 'without.tar.gz')
    expect(await backUp(home, without)).toMatchObject({ gone: 1 })
    writeFileSync(bytes, kept)
    const there = await aHome(kind)
    await restore(there, without)
    expect(await column(there, 'files', 'id')).not.toContain(gone)
    expect(await column(there, 'profiles', 'avatarId')).not.toContain(gone)
    expect(await column(home, 'profiles', 'avatarId')).toContain(gone)
  })

  describe('is not made from', () => {
    let there: Home
    beforeAll(async () => {
      there = await aHome(kind)
    })
    const damage: [string, RegExp, (entries: Entry[]) => Entry[] | Buffer][] = [
      ['a text', /is not a backup of Hearth/, () => Buffer.from('Dear diary')],
      ['some other archive', /is not a backup of Hearth/, (entries) => entries.slice(1)],
      ['something that was only compressed', /is not a backup of Hearth/, () => gzipSync('Dear diary')],
      ['a backup that was cut off', /is damaged/, () => readFileSync(file).subarray(0, -200)],
      ['a backup with a bad byte', /is damaged/, () => flipped(readFileSync(file))],
      [
        'a backup that lacks a part',
        /is damaged/,
        (entries) => entries.filter(({ name }) => !name.includes('messages'))
      ],
      ['a backup in which a word was changed', /is damaged/, (entries) => entries.map(changed('“quoted”', '“quotes”'))],
      ['a backup in which a picture was changed', /is damaged/, (entries) => entries.map(otherPicture)],
      ['a backup without its end', /is damaged/, (entries) => entries.slice(0, -1)],
      [
        'a later format',
        /newer Hearth .*: its format is 2/,
        (entries) => entries.map(changed('"format": 1', '"format": 2'))
      ],
      [
        'a later database',
        /newer Hearth .*: its database has had step 9999_later/,
        (entries) => entries.map(changed('"0001_accounts"', '"0001_accounts", "9999_later"'))
      ]
    ]
    test.each(damage)('%s, and nothing is changed', async (_, reason, bend) => {
      const bent = join(aFolder(), 'bent.tar.gz')
      const result = bend(await entriesOf(file))
      if (Buffer.isBuffer(result)) writeFileSync(bent, result)
      else
        await writeArchive(
          bent,
          (async function* () {
            yield* result
          })()
        )
      await expect(restore(there, bent)).rejects.toThrow(reason)
      expect(readdirSync(there.dataDir)).toEqual([])
      if (kind === 'PostgreSQL') await expect(handles(there)).rejects.toThrow('does not exist')
    })

    test('nothing, and does not overwrite anything', async () => {
      await expect(restore(there, join(folder, 'none.tar.gz'))).rejects.toThrow(/There is no file/)
      await expect(backUp(home, file)).rejects.toThrow(/exists already/)
      await expect(backUp(there, join(folder, 'empty.tar.gz'))).rejects.toThrow(/no database|nothing to back up/)
      expect(readdirSync(folder)).not.toContain('empty.tar.gz')
    })
  })
})

/** What stands in a column, in order. */
const column = async ({ databaseUrl }: Pick<Home, 'databaseUrl'>, table: string, name: string) => {
  const database = openDatabase(databaseUrl)
  try {
    return await database.read(table).orderBy(name).pluck<string[]>(name)
  } finally {
    await database.close()
  }
}
const handles = (home: Pick<Home, 'databaseUrl'>) => column(home, 'profiles', 'handle')

const flipped = (bytes: Buffer) => {
  const at = Math.floor(bytes.length / 2)
  bytes[at] = (bytes[at] ?? 0) ^ 0x20
  return bytes
}
const changed =
  (from: string, to: string) =>
  ({ name, bytes }: Entry): Entry => ({
    name,
    bytes: Buffer.from(bytes.toString('latin1').replace(latin(from), latin(to)), 'latin1')
  })
const latin = (text: string) => Buffer.from(text).toString('latin1')
const otherPicture = ({ name, bytes }: Entry): Entry =>
  name.startsWith('files/') ? { name, bytes: Buffer.concat([bytes, Buffer.from('x')]) } : { name, bytes }
