import { cp, readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { aFolder, ROOT } from './places.ts'

/** A piece of the built server that is exchanged for another. */
export interface Change {
  from: string
  to: string
}

const made = new Map<string, ReturnType<typeof make>>()

/**
 * A copy of the built server with these changes, made once and swept away at the end of the process. Answers where it is.
 * @throws when a piece is not there exactly once: then it breaks nothing
 */
export const aBrokenBuild = async (changes: readonly Change[]) => {
  const key = JSON.stringify(changes)
  const build = made.get(key) ?? make(changes)
  made.set(key, build)
  return build
}

const make = async (changes: readonly Change[]) => {
  const home = await aFolder('broken')
  const filter = (path: string) => !path.endsWith('.d.ts')
  for (const part of ['dist/api', 'dist/migrations'])
    await cp(join(ROOT, part), join(home.path, part), { recursive: true, filter })
  for (const shared of ['dist/web', 'node_modules', 'config', 'package.json'])
    await symlink(join(ROOT, shared), join(home.path, shared))
  for (const change of changes) await exchange(join(home.path, 'dist/api'), change)
  return home.path
}

const exchange = async (folder: string, { from, to }: Change) => {
  const files = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.js'))
  const texts = await Promise.all(
    files.map(async (name) => ({ path: join(folder, name), text: await readFile(join(folder, name), 'utf8') }))
  )
  const found = texts.flatMap(({ path, text }) =>
    text
      .split(from)
      .slice(1)
      .map(() => ({ path, text }))
  )
  const [only] = found
  if (!only || found.length > 1)
    throw new Error(`The built server has ${found.length} times what a broken one exchanges: ${from}`)
  await writeFile(
    only.path,
    only.text.replace(from, () => to)
  )
}
