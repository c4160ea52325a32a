import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Plugin } from 'vite'
import { iconNames, ownIcons } from '../lib/icons/names.ts'

const ID = 'virtual:icons'
const require = createRequire(import.meta.url)

const symbol = (name: string) => {
  const svg = readFileSync(require.resolve(`lucide-static/icons/${name}.svg`), 'utf8')
  const drawing = svg.slice(svg.indexOf('>', svg.indexOf('<svg')) + 1, svg.lastIndexOf('</svg>')).replace(/\s+/g, ' ')
  return `<symbol id="${name}" viewBox="0 0 24 24">${drawing.trim()}</symbol>`
}

const sprite = () => {
  const own = Object.entries(ownIcons).map(
    ([name, path]) => `<symbol id="${name}" viewBox="0 0 24 24">${path}</symbol>`
  )
  return `<svg xmlns="http://www.w3.org/2000/svg">${[...iconNames.map(symbol), ...own].join('')}</svg>`
}

/** `virtual:icons` is the address of one SVG file with all icons of `lib/icons/names.ts`. */
export const iconSprite = (): Plugin => {
  let building = false
  return {
    name: 'hearth-icon-sprite',
    configResolved: ({ command }) => void (building = command === 'build'),
    resolveId: (id) => (id === ID ? `\0${ID}` : undefined),
    load(id) {
      if (id !== `\0${ID}`) return undefined
      if (!building) return `export default '/icons.svg'`
      const reference = this.emitFile({ type: 'asset', name: 'icons.svg', source: sprite() })
      return `export default import.meta.ROLLUP_FILE_URL_${reference}`
    },
    configureServer: ({ middlewares }) =>
      void middlewares.use('/icons.svg', (_request, response) => {
        response.setHeader('content-type', 'image/svg+xml').end(sprite())
      })
  }
}
