import { fileURLToPath } from 'node:url'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vite'
import { chunkOf } from './frontend/build/chunks.ts'
import { compressed } from './frontend/build/compressed.ts'
import { iconSprite } from './frontend/build/icon-sprite.ts'
import { preloaded } from './frontend/build/preloaded.ts'
import { slimClient } from './frontend/build/slim-client.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const api = 'http://127.0.0.1:3030'

export default defineConfig({
  root: here('frontend'),
  plugins: [
    svelte({ configFile: false, compilerOptions: { runes: true } }),
    slimClient(),
    iconSprite(),
    preloaded(),
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
    cssCodeSplit: false,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
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
