import { constants, setPriority } from 'node:os'
import { createInterface } from 'node:readline/promises'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { backUp } from '../backup/backup.ts'
import { restore as restoreFrom, type RestoreSummary } from '../backup/restore.ts'
import { loadConfiguration, StartError } from '../configuration.ts'
import type { Application } from '../declarations.ts'
import { verifyBooks } from '../payments/verify-books.ts'

const HELP = `npm run hearth -- <command>

  migrate         brings the database to this version
  create-owner    makes an owner's account, or makes an account that exists an owner
                  --email <address> --handle <handle> [--name <name>]; asks for the password, or reads it from standard input
  ledger verify   checks that the books are whole, and what campaigns show; with --provider also against the provider
  backup <file>   writes everything into one file while the server runs: the database as it stands now, and the pictures.
                  --with-secret: also the secret that signs tokens, without which people must sign in again and set up their
                  second factors anew
  restore <file>  puts a backup into an empty database, SQLite or PostgreSQL, whichever it came from. Stop the server first.
                  --replace: also where somebody has an account; what was there is kept aside
  demo            fills an empty database with a lifelike community
`

const say = (line: string) => void process.stdout.write(`${line}\n`)

type Command = (app: Application, args: string[]) => Promise<void>

const migrate: Command = async () => say('The database is up to date.')

const demo: Command = async (app) => {
  const { fillWithDemo } = await import('./demo/index.ts')
  const { password, people, messages } = await fillWithDemo(app)
  say(`Filled with ${String(people.length)} people and ${String(messages)} messages.`)
  say(`Everyone's password is ${password}. Sign in for example as ${people.slice(0, 3).join(', ')}.`)
}

const createOwner: Command = async (app, args) => {
  const { values } = parseArgs({
    args,
    options: { email: { type: 'string' }, handle: { type: 'string' }, name: { type: 'string' } }
  })
  const { email, handle, name } = values
  if (!email) throw new StartError('create-owner needs --email')
  const { transaction } = app.get('database')
  const existing = await transaction((trx) =>
    trx('users').where({ email: email.toLowerCase() }).update({ role: 'owner' })
  )
  if (existing) {
    say(`${email} is now an owner.`)
    return
  }
  if (!handle) throw new StartError('There is no such account yet: create-owner needs --handle to make it')
  const data = { email, handle, displayName: name ?? handle, password: await askPassword() }
  const user = await app.service('users').create(data as never, { provider: 'cli' })
  await transaction((trx) => trx('users').where({ id: user.id }).update({ role: 'owner' }))
  say(`Made ${email}, who owns this community.`)
}

const askPassword = async () => {
  const lines = createInterface({ input: process.stdin, ...(process.stdin.isTTY && { output: process.stdout }) })
  try {
    if (process.stdin.isTTY) return await lines.question('Password (at least 10 characters, shown as you type): ')
    for await (const line of lines) return line
    throw new StartError('create-owner reads the password from standard input, which was empty')
  } finally {
    lines.close()
  }
}

const ledger: Command = async (app, args) => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { provider: { type: 'boolean' } }
  })
  if (positionals.join(' ') !== 'verify') throw new StartError('ledger knows one thing: ledger verify')
  const wrong = await verifyBooks(app.get('database').read)
  if (values.provider) {
    const { compareWithProvider } = await import('../payments/compare-with-provider.ts')
    await app.get('payments').start()
    wrong.push(...(await compareWithProvider(app, 0)))
    await app.get('payments').close()
  }
  const bookings = await app.get('database').read('ledgerTransactions').count('id as n')
  if (wrong.length > 0) throw new StartError(wrong.join('\n'))
  say(
    `${String(bookings[0]?.n)} bookings: every one sums to zero, the chain is whole, and the totals are what the books say.`
  )
  if (values.provider) say('The books match the provider.')
}

const commands: Record<string, Command> = { ledger, migrate, demo, 'create-owner': createOwner }

/** A command that works on the data as it lies there: no app, and no step that would bring it to another version. */
type DataCommand = (args: string[]) => Promise<void>

/** npm runs commands in the folder of the package; files are meant to lie where the command was typed. */
const typedPath = (positionals: string[], command: string) => {
  const [file, ...more] = positionals
  if (!file || more.length > 0) throw new StartError(`${command} needs the name of one file`)
  return resolve(process.env.INIT_CWD ?? '.', file)
}

const seconds = (since: number) => `${((Date.now() - since) / 1000).toFixed(1)} s`
const amount = (n: number, one: string) => `${n.toLocaleString('en')} ${one}${n === 1 ? '' : 's'}`

const backup: DataCommand = async (args) => {
  const options = { 'with-secret': { type: 'boolean' } } as const
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options })
  const file = typedPath(positionals, 'backup')
  // those who talk go before
  setPriority(constants.priority.PRIORITY_BELOW_NORMAL)
  const since = Date.now()
  const { rows, files, gone, bytes } = await backUp(loadConfiguration(), file, { withSecret: values['with-secret'] })
  const size = `${(bytes / 1024 / 1024).toFixed(1)} MB`
  say(`Wrote ${amount(rows, 'row')} and ${amount(files, 'picture')} into ${file} (${size}) in ${seconds(since)}.`)
  if (gone > 0) say(`${amount(gone, 'picture')} were removed meanwhile, or had been lost before, and are not in it.`)
  if (values['with-secret']) say('The secret that signs tokens is in it: whoever has the file can be anybody here.')
  else say('The secret that signs tokens (AUTH_SECRET, or auth-secret in DATA_DIR) is not in it: keep it elsewhere.')
}

const SECRET: Record<RestoreSummary['secret'], string> = {
  restored:
    'The secret that signs tokens came with it; if AUTH_SECRET is set, set it to the one in auth-secret in DATA_DIR.',
  same: 'The secret that signs tokens is the same as before.',
  'not in it':
    'The secret that signs tokens was not in it. Give this server the old one (AUTH_SECRET, or auth-secret in DATA_DIR);\n' +
    'with another one everybody signs in again, and second factors must be set up anew.'
}

const restore: DataCommand = async (args) => {
  const options = { replace: { type: 'boolean' } } as const
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options })
  const file = typedPath(positionals, 'restore')
  const since = Date.now()
  const { head, rows, files, aside, secret } = await restoreFrom(loadConfiguration(), file, values)
  const of = `the backup of ${new Date(head.madeAt).toISOString()}`
  say(`Restored ${amount(rows, 'row')} and ${amount(files, 'picture')} from ${of} in ${seconds(since)}.`)
  if (aside.length > 0) say(`What was there before is kept: ${aside.join(', ')}`)
  say(SECRET[secret])
}

const dataCommands: Record<string, DataCommand> = { backup, restore }

/** What went wrong, in words for whoever typed the command. */
const explain = (error: unknown) => {
  const { errors, message } = error as { errors?: { path: string; message: string }[]; message: string }
  return errors?.length ? errors.map(({ path, message }) => `${path.slice(1)}: ${message}`).join('\n') : message
}

/** The whole server is read only for what needs it: a backup must not take the time of those who talk. */
const withApp = async (command: Command, args: string[]) => {
  const { createApp } = await import('../app.ts')
  const app = createApp()
  try {
    await app.get('database').migrate()
    await command(app, args)
  } finally {
    await app.get('database').close()
  }
}

const [name = '', ...args] = process.argv.slice(2)
const [command, dataCommand] = [commands[name], dataCommands[name]]
if (!command && !dataCommand) {
  process.stdout.write(HELP)
  process.exit(name && name !== 'help' && name !== '--help' ? 1 : 0)
}
try {
  if (command) await withApp(command, args)
  else await dataCommand?.(args)
} catch (error) {
  process.stderr.write(`${explain(error)}\n`)
  process.exit(1)
}
