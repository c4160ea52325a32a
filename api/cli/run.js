import { spawn } from 'node:child_process'
import { ROOT } from './places.js'

/**
 * Runs a program in this terminal.
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 * @returns {Promise<number>} its exit code; 1 when it could not be started or was killed
 */
export const run = (command, args, options = {}) =>
  new Promise((resolve) => {
    const child = spawn(command, args, { cwd: ROOT, stdio: 'inherit', ...options })
    child.once('error', (error) => {
      console.error(`${command}: ${error.message}`)
      resolve(1)
    })
    child.once('exit', (code) => resolve(code ?? 1))
  })

/**
 * Runs a program quietly.
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 * @returns {Promise<{ code: number, output: string, seconds: string }>} output is what it wrote, both streams in order
 */
export const listenTo = (command, args, options = {}) =>
  new Promise((resolve) => {
    const since = Date.now()
    let output = ''
    const end = (code) => resolve({ code, output: output.trimEnd(), seconds: ((Date.now() - since) / 1000).toFixed(1) })
    const child = spawn(command, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'], ...options })
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text) => (output += text))
    child.once('error', (error) => {
      output += `${command}: ${error.message}`
      end(1)
    })
    child.once('close', (code) => end(code ?? 1))
  })
