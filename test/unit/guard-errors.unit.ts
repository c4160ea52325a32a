import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { HookContext } from '../../api/declarations.ts'
import { refusal } from '../../api/errors.ts'
import { answerErrors, translateErrors } from '../../api/guard.ts'
import { anApp, expectRefused, send, serving, told } from './guarded.ts'

/** What goes wrong inside, and what does not. */
const inside: Record<string, () => unknown> = {
  '/fine': () => ({ fine: true }),
  '/sql': () => {
    throw new Error('select * from credentials where passwordHash')
  },
  '/unique': () => {
    throw Object.assign(new Error('UNIQUE constraint failed: users.email'), { code: 'SQLITE_CONSTRAINT' })
  },
  '/refused': () => {
    throw refusal('not_member')
  },
  '/method': () => {
    throw refusal('method_not_allowed')
  },
  '/later': () => {
    throw refusal('rate_limited', { retryAfter: 7 })
  },
  '/ended': () => {
    throw refusal('session_ended')
  },
  '/forged': () => {
    throw refusal('invalid_token')
  }
}

const { app, logged } = anApp()
beforeEach(() => void logged.splice(0))

describe('an HTTP request', () => {
  let port: number
  beforeAll(async () => {
    app.use(answerErrors(app))
    app.use((ctx) => {
      if (ctx.path === '/empty') ctx.status = 204
      else if (ctx.path === '/own-404') Object.assign(ctx, { body: { mine: true }, status: 404 })
      else ctx.body = inside[ctx.path]?.()
    })
    port = await serving(app)
  })

  test('that goes well is left alone', async () => {
    expect(await send(port, '/fine')).toMatchObject({ status: 200, body: { fine: true } })
    expect(await send(port, '/empty')).toMatchObject({ status: 204, body: '' })
    expect(await send(port, '/own-404')).toMatchObject({ status: 404, body: { mine: true } })
    expect(logged).toEqual([])
  })

  test('that nobody answers is told that there is nothing', async () => {
    const silent = anApp().app
    silent.use(answerErrors(silent))
    expect(await send(await serving(silent), '/x')).toMatchObject({ status: 404, body: told('not_found') })
  })

  test('that fails by our fault is told nothing of it; the log is told all', async () => {
    const { status, body } = await send(port, '/sql')
    expect([status, body]).toEqual([500, told('internal')])
    expect(logged).toMatchObject([{ msg: 'request failed', path: '/sql', err: { message: /passwordHash/ } }])
  })

  test('that fails by its own fault is told why, and not logged', async () => {
    expect(await send(port, '/refused')).toMatchObject({ status: 403, body: told('not_member') })
    expect(await send(port, '/unique')).toMatchObject({ status: 409, body: told('already_exists') })
    expect(logged).toEqual([])
  })

  test('with a wrong method is told which there are; others are not', async () => {
    expect((await send(port, '/method')).headers.allow).toBe('GET, POST, PATCH, DELETE')
    expect((await send(port, '/refused')).headers).not.toHaveProperty('allow')
  })

  test('that comes too often is told when to come again; others are not', async () => {
    const { headers, body } = await send(port, '/later')
    expect([headers['retry-after'], body]).toEqual(['7', told('rate_limited', { retryAfter: 7 })])
    expect((await send(port, '/refused')).headers).not.toHaveProperty('retry-after')
  })

  test.each(['/ended', '/forged'])('%s loses a cookie that admits nobody any more', async (path) => {
    const { status, headers } = await send(port, path, { headers: { cookie: 'hearth=x.y.z' } })
    expect(status).toBe(401)
    expect(headers['set-cookie']).toEqual([expect.stringMatching(/^hearth=; .*Max-Age=0$/)])
    // a program has none to lose
    expect((await send(port, path)).headers).not.toHaveProperty('set-cookie')
  })

  test('that is refused for any other reason keeps its cookie', async () => {
    const { headers } = await send(port, '/refused', { headers: { cookie: 'hearth=x.y.z' } })
    expect(headers).not.toHaveProperty('set-cookie')
  })
})

describe('a service call', () => {
  const call = (path: string) => {
    const context = { app, path: 'rooms', method: 'find' } as unknown as HookContext
    return translateErrors(context, async () => void inside[path]?.())
  }

  test('that goes well is left alone', async () => {
    await expect(call('/fine')).resolves.toBeUndefined()
    expect(logged).toEqual([])
  })

  test('that fails by our fault throws nothing of it; the log is told all', async () => {
    const error = await call('/sql').catch((thrown: unknown) => thrown)
    expect(error).toEqual(refusal('internal'))
    expect(logged).toMatchObject([
      { msg: 'call failed', path: 'rooms', method: 'find', err: { message: /passwordHash/ } }
    ])
  })

  test('that fails by its own fault throws an error of the catalogue, and is not logged', async () => {
    await expectRefused(call('/refused'), 'not_member')
    await expectRefused(call('/unique'), 'already_exists')
    expect(logged).toEqual([])
  })
})
