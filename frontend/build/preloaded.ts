import type { Plugin } from 'vite'

const FIRST = /(figtree|bricolage-grotesque)-latin-wght-normal-.*\.woff2$/

/** What the pages of the house are made of: all of them, and a room. */
const HOUSE = /\/frontend\/Shell\.svelte$/
const ROOM = /\/features\/rooms\/RoomPage\.svelte$/

interface Piece {
  facadeModuleId?: string | null
  isEntry?: boolean
  imports?: readonly string[]
}

/** The scripts that `page` cannot be without, those of the entry included. */
const scriptsOf = (bundle: Readonly<Record<string, Piece>>, page: RegExp) => {
  const needed = new Set<string>()
  const add = (file: string) => {
    if (needed.has(file)) return
    needed.add(file)
    bundle[file]?.imports?.forEach(add)
  }
  for (const [file, { facadeModuleId, isEntry }] of Object.entries(bundle))
    if (isEntry || (facadeModuleId && page.test(facadeModuleId))) add(file)
  return [...needed].map((file) => `/${file}`)
}

/**
 * Lets the browser fetch the fonts of the first screen together with the script instead of after it. What somebody who is signed in
 * needs as well is written to `.vite/together.json`, for the server to tell with the page (api/web.ts).
 */
export const preloaded = (): Plugin => ({
  name: 'hearth-preloaded',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler: (_html, { bundle = {} }) =>
      Object.keys(bundle)
        .filter((file) => FIRST.test(file))
        .map((file) => ({
          tag: 'link',
          attrs: { rel: 'preload', href: `/${file}`, as: 'font', type: 'font/woff2', crossorigin: '' },
          injectTo: 'head' as const
        }))
  },
  generateBundle(_options, bundle) {
    const pieces = bundle as unknown as Record<string, Piece>
    const [house, room] = [scriptsOf(pieces, HOUSE), scriptsOf(pieces, ROOM)]
    const together = { house, room: [...new Set([...house, ...room])] }
    this.emitFile({ type: 'asset', fileName: '.vite/together.json', source: JSON.stringify(together) })
  }
})
