import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { defineConfig } from 'vite'
import solid from 'vite-plugin-solid'
import { compressedBuild } from './ops/compressed-build.ts'
import { offlineShell } from './ops/offline-shell.ts'

const web = resolve(import.meta.dirname, 'web')
const entries = ['console', 'guest'].map((name) => resolve(web, name, 'index.html')).filter((path) => existsSync(path))

export default defineConfig({
  root: web,
  base: '/',
  plugins: [solid(), offlineShell(), compressedBuild()],
  build: {
    outDir: resolve(import.meta.dirname, 'dist/web'),
    emptyOutDir: true,
    // Says which files a page is made of, for its size budget.
    manifest: true,
    // A strict content policy forbids data: scripts and inline styles, so nothing is inlined.
    assetsInlineLimit: 0,
    // Every browser that runs the target knows `modulepreload`, or fetches the same a moment later.
    modulePreload: { polyfill: false },
    target: 'es2023',
    rolldownOptions: {
      input: [...entries, resolve(web, 'worker', 'sw.ts')],
      // Of the client's links only the one in use is taken: the one by WebSocket holds on to the bundle by a line that does something.
      treeshake: { moduleSideEffects: [{ test: /[\\/]@trpc[\\/]client[\\/]/, sideEffects: false }] },
      // The worker's address is its name: it must stay, and cover the whole site.
      output: { entryFileNames: (chunk) => (chunk.name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js') },
    },
  },
})
