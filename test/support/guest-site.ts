import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { chromium } from 'playwright-core'
import type { Browser } from 'playwright-core'
import { build } from 'vite'
import solid from 'vite-plugin-solid'
import type { RestPlugin } from '../../api/server.ts'
import { stackApi } from './requester.ts'
import { chromiumPath } from './requirements.ts'
import type { Stack } from './stack.ts'

/** The pages without an account, served as in production, and a browser that finds them under the address in letters. */
export interface GuestSite {
  readonly app: FastifyInstance
  readonly browser: Browser
  close(): Promise<void>
}

export async function startGuestSite(stack: Stack, plugins: readonly RestPlugin[] = []): Promise<GuestSite> {
  const root = resolve(import.meta.dirname, '..', '..')
  const webDir = await mkdtemp(join(tmpdir(), 'vekha-guest-'))
  // Only these pages: what else is being worked on can't keep them from being tried.
  await build({
    configFile: false,
    root: join(root, 'web'),
    plugins: [solid()],
    logLevel: 'error',
    build: {
      outDir: webDir,
      emptyOutDir: true,
      assetsInlineLimit: 0,
      target: 'es2023',
      rolldownOptions: { input: join(root, 'web', 'guest', 'index.html') },
    },
  })
  const app = await stackApi(stack, webDir, plugins)
  const address = new URL(await app.listen({ host: '127.0.0.1', port: 0 }))
  const quiet = [
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ]
  // The address in letters is plain http here: browsers give such a page no camera.
  const devices = ['--use-fake-device-for-media-stream', '--unsafely-treat-insecure-origin-as-secure=http://vekha.example']
  const browser = await chromium.launch({
    executablePath: chromiumPath(),
    args: [...['--headless', '--no-sandbox', ...quiet, ...devices], `--host-resolver-rules=MAP vekha.example:80 127.0.0.1:${address.port}`],
  })
  return {
    app,
    browser,
    async close() {
      await browser.close()
      await app.close()
      await rm(webDir, { recursive: true, force: true })
    },
  }
}
