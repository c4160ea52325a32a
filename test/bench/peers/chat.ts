/**
 * Stock Feathers 5 with a store, as its generator makes it (Koa, TypeBox, SQLite by knex, JWT), settings and order of the hooks
 * included. With AUTHOR=on as in the official chat: each message has its author and time, and the author is read with it.
 * It needs a folder in DATA_DIR, and prints an access token before it is ready.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { authenticate, AuthenticationService, JWTStrategy } from '@feathersjs/authentication'
import { feathers, type HookContext, type RealTimeConnection } from '@feathersjs/feathers'
import { KnexService } from '@feathersjs/knex'
import { bodyParser, errorHandler, koa, parseAuthentication, rest } from '@feathersjs/koa'
import { Ajv, hooks as schemaHooks, resolve, virtual } from '@feathersjs/schema'
import socketio from '@feathersjs/socketio'
import { getValidator, querySyntax, Type } from '@feathersjs/typebox'
import knex from 'knex'

const AUTHOR = process.env.AUTHOR === 'on'
const queryValidator = new Ajv({ coerceTypes: true })
const dataValidator = new Ajv({})

const app = koa(feathers())
app.set('authentication', {
  entity: 'user',
  service: 'users',
  secret: 'fVaMjS0XbAUvMsuMv6yq+2h9xVSJo1DK',
  authStrategies: ['jwt'],
  jwtOptions: { header: { typ: 'access' }, audience: 'https://yourdomain.com', algorithm: 'HS256', expiresIn: '1d' }
})
const db = knex({
  client: 'sqlite3',
  connection: join(process.env.DATA_DIR ?? '', 'chat.sqlite'),
  useNullAsDefault: true
})
const paginate = { default: 10, max: 50 }

app.use(errorHandler())
app.use(parseAuthentication())
app.use(bodyParser())
app.configure(rest())
app.configure(socketio())

const authentication = new AuthenticationService(app)
authentication.register('jwt', new JWTStrategy())
app.use('authentication', authentication)

// users
const userSchema = Type.Object(
  { id: Type.Number(), email: Type.String(), password: Type.Optional(Type.String()) },
  { $id: 'User', additionalProperties: false }
)
const userDataSchema = Type.Pick(userSchema, ['email', 'password'], { $id: 'UserData' })
const userQuerySchema = Type.Intersect(
  [querySyntax(Type.Pick(userSchema, ['id', 'email'])), Type.Object({}, { additionalProperties: false })],
  { additionalProperties: false }
)
const ownId = async (value: unknown, _user: unknown, { params }: HookContext) =>
  params.user ? (params.user as { id: number }).id : value
app.use('users', new KnexService({ paginate, Model: db, name: 'users' }))
app.service('users').hooks({
  around: {
    all: [
      schemaHooks.resolveExternal(resolve({ password: async () => undefined })),
      schemaHooks.resolveResult(resolve({}))
    ],
    find: [authenticate('jwt')],
    get: [authenticate('jwt')]
  },
  before: {
    all: [
      schemaHooks.validateQuery(getValidator(userQuerySchema, queryValidator)),
      schemaHooks.resolveQuery(resolve({ id: ownId }))
    ],
    create: [
      schemaHooks.validateData(getValidator(userDataSchema, dataValidator)),
      schemaHooks.resolveData(resolve({}))
    ]
  }
})

// messages
const messageSchema = Type.Object(
  {
    id: Type.Number(),
    text: Type.String(),
    createdAt: Type.Optional(Type.Number()),
    userId: Type.Optional(Type.Number()),
    user: Type.Optional(Type.Ref(userSchema))
  },
  { $id: 'Message', additionalProperties: false }
)
const messageDataSchema = Type.Pick(messageSchema, ['text'], { $id: 'MessageData' })
const messageQuerySchema = Type.Intersect(
  [
    querySyntax(Type.Pick(messageSchema, ['id', 'text', 'createdAt', 'userId'])),
    Type.Object({}, { additionalProperties: false })
  ],
  { additionalProperties: false }
)
const author = virtual(async ({ userId }: { userId: number }) => app.service('users').get(userId))
const byMe = {
  userId: async (_value: unknown, _message: unknown, { params }: HookContext) => (params.user as { id: number }).id,
  createdAt: async () => Date.now()
}
app.use('messages', new KnexService({ paginate, Model: db, name: 'messages' }))
app.service('messages').hooks({
  around: {
    all: [
      authenticate('jwt'),
      schemaHooks.resolveExternal(resolve({})),
      schemaHooks.resolveResult(resolve(AUTHOR ? ({ user: author } as never) : {}))
    ]
  },
  before: {
    all: [
      schemaHooks.validateQuery(getValidator(messageQuerySchema, queryValidator)),
      schemaHooks.resolveQuery(resolve({}))
    ],
    create: [
      schemaHooks.validateData(getValidator(messageDataSchema, dataValidator)),
      schemaHooks.resolveData(resolve(AUTHOR ? (byMe as never) : {}))
    ]
  }
})

// channels
interface Login {
  connection?: RealTimeConnection
}
app.on('connection', (connection: RealTimeConnection) => app.channel('anonymous').join(connection))
app.on('login', (_result: unknown, { connection }: Login) => {
  if (!connection) return
  app.channel('anonymous').leave(connection)
  app.channel('authenticated').join(connection)
})
app.publish(() => app.channel('authenticated'))

await db.schema.createTable('users', (table) => {
  table.increments('id')
  table.string('email').unique()
  table.string('password')
})
await db.schema.createTable('messages', (table) => {
  table.increments('id')
  table.string('text')
  table.bigInteger('createdAt')
  table.bigInteger('userId').references('id').inTable('users')
})
const server = createServer(app.callback() as never)
await app.setup(server)
const user = (await app.service('users').create({ email: 'bench@example.org', password: '-' })) as { id: number }
console.log(`token ${await authentication.createAccessToken({}, { subject: String(user.id) })}`)
server.listen(0, '127.0.0.1', 4096, () =>
  console.log(`ready at http://127.0.0.1:${(server.address() as AddressInfo).port}`)
)
