import { randomBytes } from 'node:crypto'
import { accessSync, constants, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import configuration from '@feathersjs/configuration'
import { Ajv } from '@feathersjs/schema'
import { Type, type Static } from '@feathersjs/typebox'

const configurationSchema = Type.Object(
  {
    host: Type.String({ minLength: 1, description: 'HOST: the address to listen on' }),
    port: Type.Integer({ minimum: 0, maximum: 65_535, description: 'PORT; 0 takes a free one' }),
    publicUrl: Type.String({ description: 'PUBLIC_URL: how people reach this server; empty: http://localhost:<port>' }),
    dataDir: Type.String({ minLength: 1, description: 'DATA_DIR: database, files and the secret live here' }),
    databaseUrl: Type.String({
      description: 'DATABASE_URL: postgres://…, sqlite:<file>; empty: SQLite in the data folder'
    }),
    redisUrl: Type.String({ description: 'REDIS_URL: joins several nodes' }),
    authSecret: Type.String({
      description: 'AUTH_SECRET: signs access tokens; empty: made and kept in the data folder'
    }),
    stripeSecretKey: Type.String({ description: 'STRIPE_SECRET_KEY; empty: gifts go to the sandbox' }),
    stripeWebhookSecret: Type.String({
      description: 'STRIPE_WEBHOOK_SECRET; while it is being changed two, joined by a comma'
    }),
    sandbox: Type.String({
      enum: ['on', 'off'],
      description: 'SANDBOX: gifts are rehearsed while there is no provider'
    }),
    smtpUrl: Type.String({ description: 'SMTP_URL: the mail server; empty: mails lie with the owner' }),
    mailFrom: Type.String({ maxLength: 320, description: 'MAIL_FROM: who mails come from' }),
    origins: Type.String({ description: 'ORIGINS: other web pages that may call the API, by comma' }),
    trustProxy: Type.Boolean({ description: 'TRUST_PROXY: take addresses from X-Forwarded-* headers' }),
    workers: Type.Integer({
      minimum: 1,
      maximum: 64,
      description: 'WORKERS: processes that share the port, for machines with several cores'
    }),
    stopDelay: Type.Number({
      minimum: 0,
      maximum: 60,
      description: 'STOP_DELAY: seconds between "not ready" and the stop, for a proxy to notice'
    }),
    metricsToken: Type.String({
      description: 'METRICS_TOKEN: reads /metrics from elsewhere; empty: only this machine may'
    }),
    logLevel: Type.String({ enum: ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] }),
    limits: Type.String({ enum: ['on', 'off'], description: 'off is for benchmarks and load tests' })
  },
  { additionalProperties: false }
)
export type Configuration = Static<typeof configurationSchema>

/** Something that whoever runs Hearth can mend: the message is one clear line, without a stack. */
export class StartError extends Error {}

const MENDING: Record<keyof Configuration, string> = {
  host: 'HOST must be an address to listen on, for example 0.0.0.0',
  port: 'PORT must be a whole number from 0 to 65535',
  publicUrl: 'PUBLIC_URL must be an address such as https://chat.example.org',
  dataDir: 'DATA_DIR must be the path of a folder',
  databaseUrl:
    'DATABASE_URL must begin with postgres:// or sqlite:, for example postgres://user:password@host:5432/name',
  redisUrl: 'REDIS_URL must begin with redis:// or rediss://',
  authSecret: 'AUTH_SECRET must have at least 32 characters; make one with: openssl rand -hex 32',
  stripeSecretKey: 'STRIPE_SECRET_KEY must begin with sk_ or rk_, as Stripe shows it under Developers, API keys',
  stripeWebhookSecret:
    'STRIPE_WEBHOOK_SECRET must be given with STRIPE_SECRET_KEY, and begin with whsec_, as Stripe shows it with the webhook',
  sandbox: 'SANDBOX must be on or off',
  smtpUrl: 'SMTP_URL must begin with smtp:// or smtps://, for example smtps://user:password@mail.example.org',
  mailFrom: 'MAIL_FROM must be an e-mail address, for example Hearth <hearth@example.org>',
  origins: 'ORIGINS must be addresses of web pages joined by commas, for example https://app.example.org',
  trustProxy: 'TRUST_PROXY must be true or false',
  workers: 'WORKERS must be a whole number from 1 to 64',
  stopDelay: 'STOP_DELAY must be a number of seconds from 0 to 60',
  metricsToken: 'METRICS_TOKEN must have at least 16 characters; make one with: openssl rand -hex 32',
  logLevel: 'LOG_LEVEL must be fatal, error, warn, info, debug, trace or silent',
  limits: 'LIMITS must be on or off'
}

/**
 * The settings of this installation: config/*.json, the environment above them, `overrides` above both.
 * @throws {StartError} with a line for each mistake
 */
export const loadConfiguration = (overrides: Partial<Configuration> = {}): Configuration => {
  const files = configuration()() as unknown as Configuration
  const names = Object.keys(configurationSchema.properties) as (keyof Configuration)[]
  const settings = Object.fromEntries(names.map((name) => [name, overrides[name] ?? files[name]])) as Configuration
  const mistakes = new Set<string>()

  const check = new Ajv({ allErrors: true }).compile(configurationSchema)
  if (!check(settings)) {
    for (const { instancePath } of check.errors ?? [])
      mistakes.add(MENDING[instancePath.slice(1) as keyof Configuration])
  }
  if (settings.publicUrl && !/^https?:\/\/[^/]+\/?$/.test(settings.publicUrl)) mistakes.add(MENDING.publicUrl)
  if (settings.databaseUrl && !/^(postgres(ql)?:\/\/.|sqlite:.)/.test(settings.databaseUrl))
    mistakes.add(MENDING.databaseUrl)
  if (settings.redisUrl && !/^rediss?:\/\/./.test(settings.redisUrl)) mistakes.add(MENDING.redisUrl)
  if (settings.smtpUrl && !/^smtps?:\/\/./.test(settings.smtpUrl)) mistakes.add(MENDING.smtpUrl)
  if (settings.stripeSecretKey && !/^(sk|rk)_/.test(settings.stripeSecretKey)) mistakes.add(MENDING.stripeSecretKey)
  if (settings.stripeSecretKey && !/^whsec_[^,]+(,\s*whsec_[^,]+)*$/.test(settings.stripeWebhookSecret))
    mistakes.add(MENDING.stripeWebhookSecret)
  if (settings.mailFrom && !/^[^@\r\n]+@[^@\r\n]+$/.test(settings.mailFrom)) mistakes.add(MENDING.mailFrom)
  if (originsOf(settings).some((origin) => !URL.canParse(origin) || new URL(origin).origin !== origin))
    mistakes.add(MENDING.origins)
  if (settings.authSecret && settings.authSecret.length < 32) mistakes.add(MENDING.authSecret)
  if (settings.metricsToken && settings.metricsToken.length < 16) mistakes.add(MENDING.metricsToken)
  if (settings.redisUrl && !settings.authSecret) {
    mistakes.add('AUTH_SECRET must be given when REDIS_URL is: all nodes must sign with the same one')
  }
  if (mistakes.size > 0) throw new StartError([...mistakes].join('\n'))

  settings.dataDir = resolve(settings.dataDir)
  prepareDataDir(settings.dataDir)
  return {
    ...settings,
    publicUrl: settings.publicUrl.replace(/\/$/, ''),
    databaseUrl: settings.databaseUrl || `sqlite:${join(settings.dataDir, 'hearth.sqlite')}`,
    authSecret: settings.authSecret || keptSecret(settings.dataDir)
  }
}

/** The exact origins of other web pages that may call the API: by bearer token, never with our cookie. */
export const originsOf = ({ origins }: Pick<Configuration, 'origins'>) =>
  origins
    .split(',')
    .map((origin) => origin.trim())
    .filter(Boolean)

const prepareDataDir = (dataDir: string) => {
  try {
    mkdirSync(dataDir, { recursive: true })
    accessSync(dataDir, constants.W_OK)
  } catch {
    throw new StartError(`DATA_DIR: the folder ${dataDir} cannot be written; give it to the user who runs Hearth`)
  }
}

/** 256 bit, readable by this user only. It outlives restarts, so that nobody is signed out by one. */
const keptSecret = (dataDir: string) => {
  const path = join(dataDir, 'auth-secret')
  if (!existsSync(path)) writeFileSync(path, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' })
  return readFileSync(path, 'utf8').trim()
}
