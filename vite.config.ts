import { fileURLToPath } from 'node:url'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vite'
import { chunkOf } from './frontend/build/chunks.ts'
import { compressed } from './frontend/build/compressed.ts'
import { iconSprite } from './frontend/build/icon-sprite.ts'
import { preloaded } from './frontend/build/preloaded.ts'
import { serviceWorker } from './frontend/build/service-worker.ts'
import { slimClient } from './frontend/build/slim-client.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
/**
 * What is fetched together with a dynamic import, by where that stands: the house with its shell, and what several pages share
 * with each page. Else nothing, since the names of dozens of files would weigh more than the round trip that they save.
 */
const TOGETHER = { index: /\/(house|line|common)-/, base: /\/(door|hearth)-/ }
const together = (_file: string, needed: string[], { hostId }: { hostId: string }) => {
  const wanted = hostId.includes('/index-') ? TOGETHER.index : hostId.includes('/base-') ? TOGETHER.base : /^$/
  return needed.filter((file) => wanted.test(file))
}
const api = 'http://127.0.0.1:3030'

export default defineConfig({
  root: here('frontend'),
  plugins: [
    svelte({ configFile: false, compilerOptions: { runes: true } }),
    slimClient(),
    iconSprite(),
    preloaded(),
    serviceWorker(),
    compressed()
  ],
  resolve: { alias: { $sdk: here('api/client.ts') } },
  build: {
    outDir: here('dist/web'),
    emptyOutDir: true,
    manifest: true,
    target: 'es2023',
    // browsers that know light-dark(): rewritten for older ones it would lose a colour scheme set further inside
    cssTarget: ['chrome123', 'firefox128', 'safari17.5'],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false, resolveDependencies: together },
    rolldownOptions: {
      // of the SDK a page takes along only what it uses
      treeshake: { moduleSideEffects: [{ test: /[\\/]api[\\/].*\.ts$/, sideEffects: false }] },
      output: { codeSplitting: { includeDependenciesRecursively: false, groups: [{ name: chunkOf }] } }
    }
  },
  server: {
    port: 5173,
    strictPort: true,
    fs: { allow: [here('.')] },
    proxy: {
      '/api': api,
      '/files': api,
      '/health': api,
      '/socket.io': { target: api, ws: true }
    }
  }
})
