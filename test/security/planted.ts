import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import knex, { type Knex } from 'knex'
import type { Target } from './hearth.ts'

/** So many lines keep everybody else out. */
const MOST_LINES = 50
const BIG = Buffer.alloc(4_000_000, 'slow ')

/** An answer: status, headers, body. */
type Answer = [number, Record<string, string>, string | Buffer]
const html = (body: string): Answer => [200, { 'content-type': 'text/html', 'set-cookie': 'visit=1' }, body]

/**
 * A server with a hole for every scanner, because one that finds nothing here would find nothing in Hearth either: text of the
 * caller in SQL, in HTML and in an address to go to, no headers, and no end to waiting. For loopback alone.
 */
export const aPlantedServer = async (): Promise<Target> => {
  const db = knex({ client: 'sqlite3', connection: ':memory:', useNullAsDefault: true, pool: { min: 1, max: 1 } })
  await db.raw('create table people (id integer primary key, name text)')
  await db('people').insert([{ name: 'ana' }, { name: 'ben' }, { name: 'cleo' }])
  let requests = 0
  const server = createServer({ headersTimeout: 0, requestTimeout: 0, keepAliveTimeout: 0 }, (request, response) => {
    requests++
    void respond(db, request, response)
  })
  server.maxConnections = MOST_LINES
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    requests: () => requests,
    connections: () => new Promise((resolve) => server.getConnections((_error, count) => resolve(count))),
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await db.destroy()
    }
  }
}

const respond = async (db: Knex, request: IncomingMessage, response: ServerResponse) => {
  try {
    const [status, headers, body] = await answer(db, request)
    response.writeHead(status, headers).end(body)
  } catch (error) {
    response.writeHead(500, { 'content-type': 'text/html' }).end(`SQLiteException: ${String(error)}`)
  }
}

const answer = async (db: Knex, request: IncomingMessage): Promise<Answer> => {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://planted')
  const name = searchParams.get('name') ?? ''
  if (request.method === 'POST') return peopleCalled(db, ((await jsonOf(request)) as { name: string }).name)
  if (pathname === '/people') return peopleCalled(db, name)
  if (pathname === '/hello') return html(`<p>Hello ${name}</p>`)
  if (pathname === '/go') return [302, { location: encodeURI(searchParams.get('to') ?? '/') }, '']
  if (pathname === '/big') return [200, { 'content-type': 'text/plain' }, BIG]
  if (pathname !== '/') return [404, {}, 'nothing here']
  return html('<a href="/people?name=ana">people</a> <a href="/hello?name=ana">hello</a> <a href="/go?to=/">go</a>')
}

const peopleCalled = async (db: Knex, name: string): Promise<Answer> => {
  // eslint-disable-next-line no-restricted-syntax -- the hole
  const rows: unknown = await db.raw(`select * from people where name = '${name.replaceAll('?', '\\?')}'`)
  return html(JSON.stringify(rows))
}

const jsonOf = async (request: AsyncIterable<Buffer>): Promise<unknown> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return JSON.parse(Buffer.concat(chunks).toString('utf8'))
}
