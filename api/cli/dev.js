/**
 * For those who change Hearth: the server, started anew whenever one of its sources changes, and Vite's server with the web
 * app on http://localhost:5173. Ctrl+C stops both; when one ends by itself, the other is stopped and its code is ours.
 */
import { spawn } from 'node:child_process'
import { watch } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { endWithNpm } from './parent.js'
import { ROOT } from './places.js'
import { prepareModules } from './prepare.js'

/** What a change of has the server start anew. */
const WATCHED = ['api', 'config', 'migrations']
/** Editors write a file in several steps (ms). */
const SETTLE = 100

if (!(await prepareModules())) process.exit(1)

const env = { ...process.env, NODE_ENV: 'development', FORCE_COLOR: process.stdout.isTTY ? '1' : '0' }
/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set()
let leaving = false

/** Runs a program with its name before each line. `onEnd` gets its exit code. It gets its own process group: Ctrl+C comes to us. */
const begin = (name, args, onEnd) => {
  const child = spawn(process.execPath, args, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
  running.add(child)
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => console.log(`${name.padEnd(3)} │ ${line}`))
  }
  child.once('close', (code) => {
    running.delete(child)
    if (leaving && running.size === 0) process.exit()
    if (!leaving) onEnd(code ?? 1)
  })
  return child
}

/** Stops what runs, then this process. */
const leave = (code) => {
  if (leaving) return
  leaving = true
  process.exitCode = code
  if (running.size === 0) process.exit()
  for (const child of running) child.kill('SIGTERM')
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => leave(0))

let server
let edited = false
let restarting = false
/** A server that cannot even start ends everything. One that breaks while somebody edits it waits for the next edit. */
const startServer = () => {
  restarting = false
  server = begin('api', ['--import', 'tsx', 'api/index.ts'], (code) => {
    server = undefined
    if (restarting) return startServer()
    if (!edited) return leave(code)
    console.log(`api │ ended with code ${code}; it starts again after the next change`)
  })
}

const restart = () => {
  if (leaving) return
  if (!server) return startServer()
  restarting = true
  server.kill('SIGTERM')
}

let soon
const onChange = () => {
  edited = true
  clearTimeout(soon)
  soon = setTimeout(restart, SETTLE)
}

endWithNpm()
startServer()
begin('web', ['node_modules/vite/bin/vite.js', '--clearScreen', 'false'], leave)
for (const folder of WATCHED) watch(join(ROOT, folder), { recursive: true }, onChange)
