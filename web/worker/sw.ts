export {}

declare const self: ServiceWorkerGlobalScope
/** What the build puts in front: the page of the console, the files it is made of, and a name that changes with any of them. */
declare const shell: { readonly version: string; readonly page: string; readonly entry: string; readonly files: readonly string[] }

const cacheName = `vekha-shell-${shell.version}`
const files: ReadonlySet<string> = new Set(shell.files)
/** Addresses that make sense without a network. Everything else, and all data, goes past. */
const offlinePages = /^\/(?:$|inbox$|unsent$|p\/|calendar$|day$)/
const patienceMs = 4_000

async function keepShell(): Promise<void> {
  const cache = await caches.open(cacheName)
  await cache.addAll(shell.files)
  const page = await fetch(shell.page, { cache: 'reload' })
  // Between two versions of the server the page may belong to the other one: another attempt will come.
  if (!page.ok || !(await page.clone().text()).includes(shell.entry)) throw new Error('The page is of another version')
  await cache.put(shell.page, page)
}

async function dropOthers(): Promise<void> {
  for (const name of await caches.keys()) if (name.startsWith('vekha-shell-') && name !== cacheName) await caches.delete(name)
  await self.clients.claim()
}

/** The network's page, which is always the newest; the kept one when the network does not answer. */
async function pageOf(request: Request): Promise<Response> {
  try {
    return await fetch(request, { signal: AbortSignal.timeout(patienceMs) })
  } catch (error) {
    const kept = await caches.match(shell.page, { cacheName })
    if (kept === undefined) throw error
    return kept
  }
}

const fileOf = async (request: Request): Promise<Response> => (await caches.match(request.url, { cacheName })) ?? fetch(request)

self.addEventListener('install', (event) => event.waitUntil(keepShell()))
self.addEventListener('activate', (event) => event.waitUntil(dropOthers()))
self.addEventListener('message', (event) => {
  if (event.data === 'take over') event.waitUntil(self.skipWaiting())
})
self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== self.location.origin) return
  if (request.mode === 'navigate' && offlinePages.test(pathname)) event.respondWith(pageOf(request))
  else if (files.has(pathname)) event.respondWith(fileOf(request))
})
