import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

const WEB = new URL('../../dist/web/', import.meta.url)

interface Chunk {
  file: string
  css?: string[]
  imports?: string[]
}

/** What a browser loads before a page can be used: the script of index.html, and the parts that this page is made of. */
const PAGES = {
  chat: ['index.html', 'Shell.svelte', 'features/rooms/RoomPage.svelte'],
  signIn: ['index.html', 'features/sessions/SignIn.svelte'],
  campaign: ['index.html', 'features/campaigns/CampaignPage.svelte']
}

/** Bytes of JavaScript and of CSS, each file compressed by gzip -9. */
export interface Weight {
  js: number
  css: number
}

/** The weight of the built page with everything that its parts import. @throws when the build has no such part */
export const weigh = (page: keyof typeof PAGES): Weight => {
  const { scripts, styles } = filesOf(page)
  return { js: sum(scripts), css: sum(styles) }
}

/** The files of the built page, below `dist/web/`. @throws when the build has no such part */
export const filesOf = (page: keyof typeof PAGES) => {
  const manifest = JSON.parse(readFileSync(fileURLToPath(new URL('.vite/manifest.json', WEB)), 'utf8')) as Record<
    string,
    Chunk
  >
  const scripts = new Set<string>()
  const styles = new Set<string>()
  const add = (name: string) => {
    const chunk = manifest[name]
    if (!chunk) throw new Error(`The build has no part ${name}`)
    if (scripts.has(chunk.file)) return
    scripts.add(chunk.file)
    chunk.css?.forEach((file) => styles.add(file))
    chunk.imports?.forEach(add)
  }
  PAGES[page].forEach(add)
  return { scripts, styles }
}

const sum = (files: Iterable<string>) =>
  [...files].reduce((bytes, file) => bytes + gzipSync(readFileSync(new URL(file, WEB)), { level: 9 }).length, 0)
