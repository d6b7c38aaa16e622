import { readdir, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runCommand } from './command.ts'
import { Failure } from './failure.ts'
import { rootDir } from './paths.ts'

const sources = ['web', 'domain', 'vite.config.ts', 'ops/compressed-build.ts', 'ops/offline-shell.ts', 'package-lock.json']
const vite = join(rootDir, 'node_modules', 'vite', 'bin', 'vite.js')

/** Where the built pages are. */
export const webDir = join(rootDir, 'dist', 'web')

async function newestMs(path: string): Promise<number> {
  const found = await stat(path).catch(() => undefined)
  if (found === undefined) return 0
  if (!found.isDirectory()) return found.mtimeMs
  const entries = await readdir(path)
  const times = await Promise.all(entries.map((entry) => newestMs(join(path, entry))))
  return Math.max(found.mtimeMs, ...times)
}

/** Builds the console into `dist/web` when a source is newer than what is there. Returns whether it had to. */
export async function buildWeb(): Promise<boolean> {
  // Vite empties the directory first, so a build that was cut off leaves no stamp.
  const stamp = join(webDir, '.built')
  const builtMs = await newestMs(stamp)
  const changedMs = Math.max(...(await Promise.all(sources.map((source) => newestMs(join(rootDir, source))))))
  if (builtMs > changedMs) return false
  const startedAt = new Date()
  // What tests build is what people get: without the name the test runner's would stand, and libraries bring their checks.
  const env = { ...process.env, NODE_ENV: 'production' }
  const { code, output } = await runCommand(process.execPath, [vite, 'build', '--logLevel', 'warn'], { cwd: rootDir, env })
  if (code !== 0) throw new Failure(`The console could not be built:\n${output.trim()}`)
  await writeFile(stamp, '')
  // What changed during the build is newer than the stamp.
  await utimes(stamp, startedAt, startedAt)
  return true
}
