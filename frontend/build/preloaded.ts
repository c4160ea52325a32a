import type { Plugin } from 'vite'

const WANTED = [
  { file: /(figtree|bricolage-grotesque)-latin-wght-normal-.*\.woff2$/, attrs: { as: 'font', type: 'font/woff2' } },
  { file: /icons-.*\.svg$/, attrs: { as: 'image', type: 'image/svg+xml' } }
]

/** Lets the browser fetch the fonts and icons of the first screen together with the script instead of after it. */
export const preloaded = (): Plugin => ({
  name: 'hearth-preloaded',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler: (_html, { bundle = {} }) =>
      Object.keys(bundle).flatMap((file) =>
        WANTED.filter((wanted) => wanted.file.test(file)).map(({ attrs }) => ({
          tag: 'link',
          attrs: { rel: 'preload', href: `/${file}`, ...attrs, ...(attrs.as === 'font' && { crossorigin: '' }) },
          injectTo: 'head-prepend' as const
        }))
      )
  }
})
