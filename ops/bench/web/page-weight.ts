import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { z } from 'zod'

const manifestShape = z.record(
  z.string(),
  z.object({
    file: z.string(),
    imports: z.array(z.string()).default([]),
    css: z.array(z.string()).default([]),
  }),
)
type Manifest = z.infer<typeof manifestShape>

/** A page, and the modules its first load is made of. */
export interface WeighedPage {
  readonly page: string
  readonly modules: readonly string[]
  /** Of scripts and styles, by gzip: what the tests hold it to. */
  readonly budgetKb: number
}

const consoleKb = 150
const publicKb = 60
/** What a representative opens between two visits, over the line of a phone. */
const onTheRoadKb = 80
const inConsole = (page: string, ...modules: string[]): WeighedPage => ({
  page,
  modules: ['console/index.html', ...modules],
  budgetKb: consoleKb,
})

/** Every page; the public ones are opened by people who come once, over whatever line they have. */
export const weighedPages: readonly WeighedPage[] = [
  inConsole('login', 'console/login/login-page.tsx'),
  inConsole('inbox', 'console/inbox/inbox-page.tsx'),
  inConsole('list', 'console/list/kind-page.tsx'),
  { ...inConsole('day list on a phone', 'console/calendar/calendar-page.tsx'), budgetKb: onTheRoadKb },
  inConsole('calendar', 'console/calendar/calendar-page.tsx', 'console/calendar/team-calendar.tsx', 'console/calendar/calendar-board.tsx'),
  inConsole('figures', 'console/figures/figures-page.tsx'),
  inConsole('plans', 'console/plans/plans-page.tsx'),
  inConsole('contacts', 'console/directory/directory-page.tsx'),
  inConsole('map', 'console/list/kind-page.tsx'),
  inConsole('process', 'console/process/process-page.tsx'),
  inConsole('new ticket', 'console/start/start-page.tsx'),
  inConsole('notifications', 'console/notifications/notifications-page.tsx'),
  inConsole('admin', 'console/admin/admin-page.tsx'),
  { page: 'public form', modules: ['guest/index.html'], budgetKb: publicKb },
  { page: 'contact’s visit', modules: ['guest/index.html', 'guest/visit/visit-page.tsx'], budgetKb: publicKb },
  { page: 'requester', modules: ['guest/index.html'], budgetKb: publicKb },
]

function filesOf(manifest: Manifest, modules: readonly string[]): Set<string> {
  const files = new Set<string>()
  const seen = new Set<string>()
  const visit = (name: string): void => {
    if (seen.has(name)) return
    seen.add(name)
    const chunk = manifest[name]
    if (!chunk) throw new Error(`The build has no ${name}: name the page's modules anew in ops/bench/web/page-weight.ts`)
    for (const file of [chunk.file, ...chunk.css]) files.add(file)
    for (const used of chunk.imports) visit(used)
  }
  for (const name of modules) visit(name)
  return files
}

export interface Weight {
  readonly rawKb: number
  readonly gzipKb: number
  readonly brotliKb: number
}

/** The scripts and styles of a page's first load, each file compressed by itself as it is sent. kB are 1,000 bytes. */
export async function weigh(webDir: string, page: WeighedPage): Promise<Weight> {
  const manifest = manifestShape.parse(JSON.parse(await readFile(join(webDir, '.vite', 'manifest.json'), 'utf8')))
  const files = await Promise.all([...filesOf(manifest, page.modules)].map((file) => readFile(join(webDir, file))))
  const sum = (size: (bytes: Buffer) => number): number => files.reduce((total, bytes) => total + size(bytes), 0) / 1_000
  return {
    rawKb: sum((bytes) => bytes.length),
    gzipKb: sum((bytes) => gzipSync(bytes, { level: 9 }).length),
    brotliKb: sum((bytes) => brotliCompressSync(bytes).length),
  }
}
