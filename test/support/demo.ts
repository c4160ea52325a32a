import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { BuiltServer } from './built-server.ts'

/** Fills the server's database with the demo community, by the command that people use. */
export const fillWithDemo = async ({ env }: BuiltServer) => {
  await promisify(execFile)(process.execPath, ['dist/api/cli/hearth.js', 'demo'], { env })
}

export const DEMO_PASSWORD = 'riverside-garden'
