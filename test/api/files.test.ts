import { connect } from 'node:net'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { v7 as uuidv7 } from 'uuid'
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { sweepFiles } from '../../api/jobs/sweep-files.ts'
import { aHearth, type TestHearth } from '../support/create-app.ts'
import { aPerson, type Somebody } from '../support/people.ts'

let hearth: TestHearth
let ana: Somebody
let ben: Somebody
beforeAll(async () => {
  hearth = await aHearth()
  ana = await aPerson(hearth, 'ana')
  ben = await aPerson(hearth, 'ben')
})

const picture = (width = 64, height = 48) => sharp({ create: { width, height, channels: 3, background: '#c63' } })
const upload = async (
  bytes: Uint8Array,
  { type = 'image/png', token = ana.token }: { type?: string; token?: string | null } = {}
) => {
  const response = await fetch(`${hearth.url}/files`, {
    method: 'POST',
    headers: { 'content-type': type, ...(token && { authorization: `Bearer ${token}` }) },
    body: new Uint8Array(bytes)
  })
  return {
    status: response.status,
    body: (await response.json()) as {
      id: string
      url: string
      width: number
      height: number
      data: { reason: string }
    }
  }
}
const fetchFile = (id: string, token?: string) =>
  fetch(`${hearth.url}/files/${id}`, { headers: token ? { authorization: `Bearer ${token}` } : {} })
const stored = () =>
  readdirSync(`${hearth.settings.dataDir ?? ''}/files`, { recursive: true, withFileTypes: true }).filter((e) =>
    e.isFile()
  )

describe('a picture', () => {
  test.each(['png', 'jpeg', 'webp', 'gif'] as const)('of type %s is taken and encoded anew', async (format) => {
    const { status, body } = await upload(await picture().toFormat(format).toBuffer())
    expect(status).toBe(201)
    expect(body).toMatchObject({ type: 'image/webp', width: 64, height: 48, url: `/files/${body.id}` })
    const file = await fetchFile(body.id, ben.token)
    expect(file.headers.get('content-type')).toBe('image/webp')
    expect(file.headers.get('content-security-policy')).toContain('sandbox')
    expect((await sharp(await file.arrayBuffer()).metadata()).format).toBe('webp')
  })

  test('is stored without where and with what it was taken, and upright', async () => {
    const exif = { IFD0: { Copyright: 'secret-canary', Artist: 'secret-canary' } }
    const photo = await picture(80, 40).withExif(exif).withMetadata({ orientation: 6 }).jpeg().toBuffer()
    const { body } = await upload(photo, { type: 'image/jpeg' })
    expect([body.width, body.height]).toEqual([40, 80])
    const bytes = Buffer.from(await (await fetchFile(body.id, ana.token)).arrayBuffer())
    expect(bytes.includes('secret-canary')).toBe(false)
    expect((await sharp(bytes).metadata()).exif).toBeUndefined()
  })

  test('is made smaller when it is large', async () => {
    const { body } = await upload(await picture(2000, 1000).png().toBuffer())
    expect([body.width, body.height]).toEqual([512, 256])
  })

  test.each([
    [
      'SVG',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
      415,
      'unsupported_image'
    ],
    ['HTML that says it is PNG', Buffer.from('<!doctype html><script>alert(1)</script>'), 415, 'unsupported_image'],
    ['nothing', Buffer.alloc(0), 415, 'unsupported_image'],
    ['a PNG that ends early', Buffer.from('\x89PNG\r\n\x1a\n\0\0\0', 'latin1'), 400, 'invalid_image'],
    ['more than 5 MB', Buffer.alloc(5 * 1024 * 1024 + 1), 413, 'image_too_large']
  ])('that is %s is refused and leaves nothing', async (_, bytes, code, reason) => {
    const before = stored().length
    const { status, body } = await upload(bytes)
    expect([status, body.data.reason]).toEqual([code, reason])
    expect(stored()).toHaveLength(before)
  })

  test('of 50,000 × 50,000 pixels is refused before it is decoded', async () => {
    const header = Buffer.from('89504e470d0a1a0a0000000d494844520000c3500000c3500802000000', 'hex')
    const { status } = await upload(Buffer.concat([header, Buffer.alloc(64)]))
    expect([400, 413]).toContain(status)
  })

  test('that breaks off half way leaves nothing, and the server goes on', async () => {
    const before = stored().length
    const { hostname, port } = new URL(hearth.url)
    const socket = connect(Number(port), hostname)
    socket.write(
      `POST /files HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${ana.token}\r\nContent-Type: image/png\r\nContent-Length: 9000\r\n\r\nhalf`
    )
    await new Promise((resolve) => setTimeout(resolve, 100))
    socket.destroy()
    expect((await upload(await picture().png().toBuffer())).status).toBe(201)
    expect(stored()).toHaveLength(before + 1)
  })

  test('is for those who are signed in', async () => {
    const { body } = await upload(await picture().png().toBuffer())
    expect((await upload(await picture().png().toBuffer(), { token: null })).status).toBe(401)
    expect((await fetchFile(body.id)).status).toBe(401)
    for (const id of ['nonsense', '..%2f..%2fauth-secret', '0190a000-0000-7000-8000-000000000000']) {
      const answer = await fetchFile(id, ana.token)
      expect(answer.status).toBeGreaterThanOrEqual(400)
      expect(answer.status).toBeLessThan(500)
    }
  })

  test('becomes a face only for who uploaded it, everybody hears of it, and it goes with its file', async () => {
    const { body } = await upload(await picture().png().toBuffer())
    await expect(ben.service('profiles').patch(ben.id, { avatarId: body.id })).rejects.toMatchObject({
      data: { reason: 'not_own_image' }
    })
    const heard = ben.hears('profiles patched')
    expect(await ana.service('profiles').patch(ana.id, { avatarId: body.id })).toMatchObject({
      avatarUrl: `/files/${body.id}`
    })
    expect(await heard).toMatchObject({ id: ana.id, avatarUrl: `/files/${body.id}`, links: [] })
    const taken = ben.hears('profiles patched')
    await ana.service('files').remove(body.id)
    expect(await taken).toMatchObject({ avatarUrl: null })
    expect((await fetchFile(body.id, ana.token)).status).toBe(404)
  })
})

describe('what a crash left of an upload', () => {
  afterEach(() => void vi.useRealTimers())
  const HOUR = 3600_000
  /** As if the server had ended between the bytes and their row. */
  const leave = (ending = '', msecs = Date.now()) => {
    const id = uuidv7({ msecs })
    const folder = join(hearth.settings.dataDir ?? '', 'files', id.slice(-2))
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, `${id}${ending}`), 'bytes')
    return `${id}${ending}`
  }
  const names = () => stored().map(({ name }) => name)

  test('is swept away after a day; pictures stay, and so does what is not of this community', async () => {
    const { body } = await upload(await picture().png().toBuffer())
    const left = [leave(), leave('.part')]
    const foreign = [leave('', Date.now() - 24 * HOUR), 'read-me.txt']
    writeFileSync(join(hearth.settings.dataDir ?? '', 'files', body.id.slice(-2), 'read-me.txt'), 'of somebody')
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 23 * HOUR })
    await sweepFiles(hearth.app)
    expect(names()).toEqual(expect.arrayContaining(left))
    vi.setSystemTime(Date.now() + 2 * HOUR)
    await sweepFiles(hearth.app)
    for (const name of left) expect(names()).not.toContain(name)
    expect(names()).toEqual(expect.arrayContaining([body.id, ...foreign]))
    vi.useRealTimers()
    expect((await fetchFile(body.id, ana.token)).status).toBe(200)
  })
})
