import { createHash } from 'node:crypto'
import { mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundleWorkflowCode } from '@temporalio/worker'
import type { Logger } from '@temporalio/worker'

export interface BundleSource {
  /** The file that exports the workflows; whatever lies beside it counts as its source. */
  readonly workflowsPath: string
  readonly failureConverterPath?: string
  readonly logger?: Logger
  /** Where bundles are kept; `dist/workflows` of the clone when left out. */
  readonly dir?: string
}

const root = fileURLToPath(new URL('..', import.meta.url))
// What is installed names the versions of all packages that may be bundled.
const shared = ['domain', 'workflows', 'node_modules/.package-lock.json', 'tsconfig.base.json', 'workers/kept-bundle.ts'].map((path) =>
  join(root, path),
)

async function contentsOf(path: string): Promise<string[]> {
  const entries = await readdir(path, { withFileTypes: true, recursive: true }).catch(() => undefined)
  const files = entries?.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)) ?? [path]
  return Promise.all(files.toSorted().map(async (file) => `${file}\0${await readFile(file, 'utf8').catch(() => '')}\0`))
}

async function hashOf({ workflowsPath, failureConverterPath = '' }: BundleSource): Promise<string> {
  const hash = createHash('sha256').update(`${process.version}\0${workflowsPath}\0`)
  for (const path of [...shared, dirname(workflowsPath), failureConverterPath])
    for (const content of await contentsOf(path)) hash.update(content)
  return hash.digest('hex').slice(0, 32)
}

/** For the next start; where nothing can be written, it bundles again. */
async function keep(dir: string, name: string, hash: string, code: string): Promise<void> {
  const own = join(dir, `${name}.${hash}.${String(process.pid)}`)
  await mkdir(dir, { recursive: true })
  await writeFile(own, code)
  await rename(own, join(dir, `${name}.${hash}.js`))
  const older = (await readdir(dir)).filter((file) => file.startsWith(`${name}.`) && file.endsWith('.js') && !file.includes(hash))
  await Promise.all(older.map((file) => rm(join(dir, file), { force: true })))
}

/**
 * Workflows as workers run them. Bundling takes seconds of a start, so the bundle is kept until one of its possible
 * sources changes by a byte.
 */
export async function keptBundle(source: BundleSource): Promise<{ readonly code: string }> {
  const { workflowsPath, failureConverterPath, logger, dir = join(root, 'dist', 'workflows') } = source
  const name = `${basename(dirname(workflowsPath))}-${basename(workflowsPath, '.ts')}`
  const hash = await hashOf(source)
  const known = await readFile(join(dir, `${name}.${hash}.js`), 'utf8').catch(() => undefined)
  if (known !== undefined) return { code: known }
  const { code } = await bundleWorkflowCode({
    workflowsPath,
    ...(failureConverterPath === undefined ? {} : { failureConverterPath }),
    ...(logger === undefined ? {} : { logger }),
  })
  await keep(dir, name, hash, code).catch(() => undefined)
  return { code }
}
