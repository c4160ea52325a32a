import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { transformWithOxc, type Plugin } from 'vite'

const SOURCE = join(import.meta.dirname, '../sw.ts')
const PUBLIC = join(import.meta.dirname, '../public')
/** Everything that runs or is seen; of the fonts only those of Latin script, the others come when they are needed. */
const NEEDED = /\.(js|css|svg)$|-latin-wght-normal-.*\.woff2$/

/** `/sw.js` from `sw.ts`, with the list of the files of this build, which is also its version. */
export const serviceWorker = (): Plugin => ({
  name: 'hearth-service-worker',
  apply: 'build',
  generateBundle: {
    order: 'post',
    async handler(_options, bundle) {
      const built = Object.keys(bundle).filter((file) => NEEDED.test(file))
      const given = readdirSync(PUBLIC)
      const files = ['/', ...[...built, ...given].map((file) => `/${file}`)].sort()
      const source = readFileSync(SOURCE, 'utf8')
      const page = bundle['index.html']
      const hash = createHash('sha256').update(source).update(files.join())
      if (page?.type === 'asset') hash.update(page.source)
      for (const file of given) hash.update(readFileSync(join(PUBLIC, file)))
      const { code } = await transformWithOxc(source, SOURCE)
      const head = `const FILES = ${JSON.stringify(files)}\nconst VERSION = '${hash.digest('hex').slice(0, 12)}'\n`
      this.emitFile({ type: 'asset', fileName: 'sw.js', source: head + code.replace(/^export \{\};?\s*$/m, '') })
    }
  }
})
