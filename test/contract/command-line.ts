import { execFile } from 'node:child_process'
import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { SandboxAccess } from '../../api/payments/sandbox/index.ts'

const PACKAGE = `@stripe/cli-${process.platform}-${process.arch}`

/** Stripe's own command line, if this machine has it: named by STRIPE_CLI, or as a package. */
export const findCommandLine = () => {
  try {
    const program = process.env.STRIPE_CLI || programOf(PACKAGE)
    accessSync(program, constants.X_OK)
    return program
  } catch {
    return undefined
  }
}

const programOf = (name: string) =>
  join(dirname(createRequire(import.meta.url).resolve(`${name}/package.json`)), 'bin', 'stripe')

export interface CommandLine {
  /** Runs it against the sandbox. @returns whether it was content, and what it said */
  run(...args: string[]): Promise<{ ok: boolean; said: string }>
  /** The same for what answers an object. */
  ask(...args: string[]): Promise<Record<string, unknown>>
  close(): void
}

/** It has a home of its own, and no way to the internet. */
export const commandLine = (program: string, { host, port, secretKey }: SandboxAccess): CommandLine => {
  const home = mkdtempSync(join(tmpdir(), 'hearth-stripe-'))
  const nowhere = 'http://127.0.0.1:9'
  const env = { HOME: home, STRIPE_CLI_TELEMETRY_OPTOUT: '1', HTTPS_PROXY: nowhere, HTTP_PROXY: nowhere }
  const access = ['--api-base', `http://${host}:${String(port)}`, '--api-key', secretKey, '--color', 'off']
  const start = (args: string[]) =>
    new Promise<{ ok: boolean; out: string; said: string }>((resolve) => {
      execFile(program, [...args, ...access], { env, timeout: 15_000 }, (error, out, trouble) =>
        resolve({ ok: !error, out, said: out + trouble })
      )
    })
  return {
    run: (...args) => start(args),
    async ask(...args) {
      const { out, said } = await start(args)
      try {
        // what takes something away says so first
        return JSON.parse(out.slice(out.indexOf('{'))) as Record<string, unknown>
      } catch {
        throw new Error(said)
      }
    },
    close: () => rmSync(home, { recursive: true, force: true })
  }
}
