import { createInterface } from 'node:readline/promises'
import { parseArgs } from 'node:util'
import { createApp } from '../app.ts'
import { StartError } from '../configuration.ts'
import type { Application } from '../declarations.ts'
import { fillWithDemo } from './demo/index.ts'

const HELP = `npm run hearth -- <command>

  migrate         brings the database to this version
  create-owner    makes an owner's account, or makes an account that exists an owner
                  --email <address> --handle <handle> [--name <name>]; asks for the password, or reads it from standard input
  demo            fills an empty database with a lifelike community
`

const say = (line: string) => void process.stdout.write(`${line}\n`)

type Command = (app: Application, args: string[]) => Promise<void>

const migrate: Command = async () => say('The database is up to date.')

const demo: Command = async (app) => {
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

const commands: Record<string, Command> = { migrate, demo, 'create-owner': createOwner }

/** What went wrong, in words for whoever typed the command. */
const explain = (error: unknown) => {
  const { errors, message } = error as { errors?: { path: string; message: string }[]; message: string }
  return errors?.length ? errors.map(({ path, message }) => `${path.slice(1)}: ${message}`).join('\n') : message
}

const [name = '', ...args] = process.argv.slice(2)
const command = commands[name]
if (!command) {
  process.stdout.write(HELP)
  process.exit(name && name !== 'help' && name !== '--help' ? 1 : 0)
}
try {
  const app = createApp()
  try {
    await app.get('database').migrate()
    await command(app, args)
  } finally {
    await app.get('database').close()
  }
} catch (error) {
  process.stderr.write(`${explain(error)}\n`)
  process.exit(1)
}
