import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { defineConfig } from 'vite'
import solid from 'vite-plugin-solid'
import { compressedBuild } from './ops/compressed-build.ts'

const web = resolve(import.meta.dirname, 'web')
const entries = ['console', 'guest'].map((name) => resolve(web, name, 'index.html')).filter((path) => existsSync(path))

export default defineConfig({
  root: web,
  base: '/',
  plugins: [solid(), compressedBuild()],
  build: {
    outDir: resolve(import.meta.dirname, 'dist/web'),
    emptyOutDir: true,
    // Says which files a page is made of, for its size budget.
    manifest: true,
    // A strict content policy forbids data: scripts and inline styles, so nothing is inlined.
    assetsInlineLimit: 0,
    target: 'es2023',
    rolldownOptions: { input: entries },
  },
})
