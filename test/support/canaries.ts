import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import type { Plugin } from '../../api/app.ts'
import type { Application, HookContext, NextFunction } from '../../api/declarations.ts'
import { createLogger } from '../../api/logger.ts'
import { unseal } from '../../api/services/authenticators/codes.ts'

/** Something that left the server: an HTTP answer, an answer or an event on a socket, a line of the log. */
interface Spoken {
  kind: 'http' | 'ack' | 'event' | 'log'
  /** Of an HTTP answer, the request: `POST /api/users`. */
  to: string
  text: string
}

/** A secret of this server, and where it may be said all the same. */
interface Secret {
  what: string
  value: string
  unless?: (spoken: Spoken) => boolean
}

/** Listens to one server for the whole of its life. Whatever client a test uses: it is the bytes on the line that are read. */
export interface Canaries {
  plugin: Plugin
  /** From here on every byte that goes out is read. */
  listen(app: Application): void
  /** What has leaked since the last time, in words. */
  leaks(): Promise<string[]>
}

const JWT = /eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{20,}/g
const SHA256 = /\b[0-9a-f]{64}\b/g
/** Answers that hand out an access token, a secret for an authenticator app, or recovery codes: each once, to its owner. */
const GIVES_TOKEN = /^POST \/api\/(authentication|sessions)$/
const GIVES_FACTOR = /^(POST|PATCH) \/api\/authenticators/
/** The pages of the sandbox stand for the provider's own: their addresses hold its names. */
const AT_PROVIDER = /^[A-Z]+ \/sandbox\//

export const canaries = (): Canaries => {
  let heard: Spoken[] = []
  let server: Application | undefined
  const passwords = new Set<string>()
  const say = (kind: Spoken['kind'], to: string, text: string) => void heard.push({ kind, to, text })

  /** What people choose as a password is theirs, and never comes back. */
  const learn = async ({ data }: HookContext, next: NextFunction) => {
    await next()
    const { password, currentPassword } = (data ?? {}) as Record<string, unknown>
    for (const one of [password, currentPassword]) if (typeof one === 'string' && one.length > 9) passwords.add(one)
  }

  return {
    plugin: (app) => {
      app.hooks({ around: { all: [learn] } })
      app.set('logger', createLogger('trace', { write: (line: string) => say('log', '', line) }))
    },
    listen(app) {
      server = app
      const asked = new WeakMap<Socket, string>()
      const http = app.server as unknown as { on(event: string, hear: (...args: never[]) => void): void }
      http.on('connection', (line: Socket) => eavesdrop(line, (text) => overhear(asked.get(line) ?? '', text, say)))
      // before the app answers it
      ;(app.server as unknown as NodeJS.EventEmitter).prependListener(
        'request',
        ({ method, url, socket }: IncomingMessage) =>
          asked.set(socket, `${method ?? ''} ${(url ?? '').split('?')[0] ?? ''}`)
      )
    },
    async leaks() {
      const spoken = heard
      heard = []
      if (!server) return []
      return scan(spoken, await secretsOf(server, passwords))
    }
  }
}

/** Hands on what a line is given to send. */
const eavesdrop = (line: Socket, hear: (text: string) => void) => {
  const listen = (chunk: unknown) => {
    if (typeof chunk === 'string') hear(chunk)
    else if (chunk instanceof Uint8Array) hear(Buffer.from(chunk).toString('latin1'))
  }
  for (const name of ['write', 'end'] as const) {
    const send = line[name].bind(line) as (...args: unknown[]) => never
    line[name] = (...args: unknown[]) => {
      listen(args[0])
      return send(...args)
    }
  }
}

/** The texts of the WebSocket frames (RFC 6455, 5.2) that one write holds: a server may write many at once. */
const framesIn = (text: string) => {
  const bytes = Buffer.from(text, 'latin1')
  const texts: string[] = []
  for (let at = 0; at + 1 < bytes.length;) {
    const short = (bytes[at + 1] ?? 0) & 127
    const [head, length] =
      short < 126
        ? [2, short]
        : short === 126
          ? [4, bytes.readUInt16BE(at + 2)]
          : [10, Number(bytes.readBigUInt64BE(at + 2))]
    texts.push(bytes.toString('latin1', at + head, at + head + length))
    at += head + length
  }
  return texts
}
/** The first byte of a frame of text. */
const TEXT_FRAME = '\x81'

/** Socket.IO marks what it sends: 42 an event, 43 an answer. Over polling the same stands in an HTTP answer. */
const overhear = (to: string, text: string, say: (kind: Spoken['kind'], to: string, text: string) => void) => {
  const isSocket = to.includes('/socket.io')
  if (text.startsWith(TEXT_FRAME)) {
    for (const one of framesIn(text)) overhear(to, one, say)
    return
  }
  const packets = isSocket ? (text.split('\r\n\r\n').at(-1) ?? '').split('\x1e') : [text]
  if (text.startsWith('HTTP/1.') && to.includes('/socket.io')) say('http', to, text.split('\r\n\r\n')[0] ?? '')
  for (const packet of packets) {
    if (/^42\d*\[/.test(packet)) say('event', '', packet)
    else if (/^43\d*\[/.test(packet)) say('ack', '', packet)
    else say('http', to, packet)
  }
}

const tokenMayBeIn = ({ kind, to, text }: Spoken, token: string) => {
  if (kind === 'http') {
    const inCookie = new RegExp(`set-cookie: [^\\r\\n]*hearth(-half)?=${token}`, 'i').test(text)
    return inCookie || (GIVES_TOKEN.test(to) && text.includes(`"accessToken":"${token}"`))
  }
  return kind === 'ack' && text.includes(`"accessToken":"${token}"`) && /"authentication":\{|"scopes":\[/.test(text)
}

/** What stands in the tables and the settings, and is nobody's business outside. */
const secretsOf = async (app: Application, passwords: Set<string>) => {
  const db = app.get('database').read
  const column = (table: string, name: string) => db(table).whereNotNull(name).pluck<string[]>(name)
  const secrets: Secret[] = [...passwords].map((value) => ({ what: 'a password', value }))
  for (const name of ['authSecret', 'smtpUrl', 'databaseUrl', 'redisUrl'] as const) {
    const setting = app.get(name)
    const value = name === 'authSecret' ? setting : URL.canParse(setting) ? new URL(setting).password : ''
    if (value) for (const form of forms(value)) secrets.push({ what: `the secret of ${name}`, value: form })
  }
  for (const value of await column('authenticators', 'sealed')) {
    const given = ({ kind, to, text }: Spoken) =>
      GIVES_FACTOR.test(to) || (kind === 'ack' && text.includes('"recoveryCodesLeft"'))
    secrets.push({ what: 'a sealed secret', value })
    const secret = unsealed(app, value)
    if (secret) secrets.push({ what: 'the secret of an authenticator', value: secret, unless: given })
  }
  for (const text of await column('letters', 'text'))
    for (const [, value = ''] of text.matchAll(/#([\w-]{43})/g))
      secrets.push({
        what: 'the token of a link',
        value,
        // the owner passes mails on where no mail server does
        unless: ({ kind, to, text: said }) =>
          to.startsWith('GET /api/letters') || (kind === 'ack' && said.includes('"toAddress"'))
      })
  secrets.push(...(await paymentSecrets(app)))
  const hashes = new Set([...(await column('links', 'tokenHash')), ...(await column('recoveryCodes', 'codeHash'))])
  // what is shorter stands in for a secret that the test needs no more of
  return { secrets: secrets.filter(({ value }) => value.length >= 8), hashes }
}

/** The keys of the payment provider, what it calls our gifts, and where transfers go. */
const paymentSecrets = async (app: Application): Promise<Secret[]> => {
  const db = app.get('database').read
  const { sandbox } = app.get('payments')
  const keys = {
    stripeSecretKey: app.get('stripeSecretKey'),
    // while it is being changed there are two
    stripeWebhookSecret: app.get('stripeWebhookSecret'),
    'the sandbox’s key': sandbox?.secretKey ?? '',
    'the sandbox’s webhooks': sandbox?.webhookSecret ?? ''
  }
  const secrets = Object.entries(keys).flatMap(([name, value]) =>
    value.split(',').flatMap((one) => forms(one).map((form) => ({ what: `the secret of ${name}`, value: form })))
  )
  const names = await Promise.all(
    (['checkoutRef', 'paymentRef', 'invoiceRef'] as const).map((name) =>
      db('donations').whereNotNull(name).distinct(name).pluck<string[]>(name)
    )
  )
  const ibans = await db('communities').whereNotNull('iban').pluck<string[]>('iban')
  return [
    ...secrets,
    ...names.flat().map((value) => ({
      what: 'what the provider calls a gift',
      value,
      unless: ({ to, text }: Spoken) => AT_PROVIDER.test(to) || !text.replaceAll(CHECKOUT_URL, '').includes(value)
    })),
    ...ibans.map((value) => ({
      what: 'where transfers go',
      value,
      unless: ({ kind, text }: Spoken) => {
        const others = text.replaceAll(WITH_GIFT, '')
        return !(kind === 'http' || kind === 'ack' ? others.replaceAll(OF_COMMUNITY, '') : others).includes(value)
      }
    }))
  ]
}
/** Where to pay is for the donor: who else hears of it, the tests of channels say. */
const CHECKOUT_URL = /"checkoutUrl":"[^"]*"/g

/** With an announced gift, to its donor. */
const WITH_GIFT = /"bankTransfer":\{[^}]*\}/g
/** In answers about the community to those who keep the books: to no others, says the matrix of policies. */
const OF_COMMUNITY = /"bankAccount":\{[^}]*\}/g

/** Some tests need no more of an authenticator than its row. */
const unsealed = (app: Application, sealed: string) => {
  try {
    return unseal(app, sealed)
  } catch {
    return undefined
  }
}

/** A secret is one in other clothes, too. */
const forms = (value: string) => [value, Buffer.from(value).toString('base64'), encodeURIComponent(value)]

const scan = (spoken: Spoken[], { secrets, hashes }: Awaited<ReturnType<typeof secretsOf>>) => {
  const found = new Set<string>()
  for (const one of spoken) {
    const { text } = one
    const tell = (what: string) => found.add(`${what} in ${where(one)}`)
    if (text.includes('$argon2')) tell('the hash of a password')
    for (const [hash] of text.matchAll(SHA256)) if (hashes.has(hash)) tell('the hash of a token')
    for (const [token] of text.matchAll(JWT)) if (!tokenMayBeIn(one, token)) tell('an access token')
    for (const { what, value, unless } of secrets) if (text.includes(value) && !unless?.(one)) tell(what)
  }
  return [...found]
}

const where = ({ kind, to, text }: Spoken) =>
  ({
    http: `the answer to ${to}`,
    ack: `an answer on a socket: ${text.slice(0, 60)}`,
    event: `an event: ${text.slice(0, 40)}`,
    log: `the log: ${text.slice(0, 120)}`
  })[kind]
