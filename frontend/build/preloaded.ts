import type { Plugin } from 'vite'

const FIRST = /(figtree|bricolage-grotesque)-latin-wght-normal-.*\.woff2$/

/** Lets the browser fetch the fonts of the first screen together with the script instead of after it. */
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
  }
})
