import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { Failure } from './failure.ts'
import { rootDir } from './paths.ts'
import { unexpectedEnd } from './processes.ts'
import { printProgress } from './progress.ts'
import { stopAsked } from './stop.ts'
import { fetchTestPrograms } from './testing/environment.ts'
import { startTestServices } from './testing/services.ts'

// `npm test [-- vitest's arguments]` runs the suites with all they need, once.
// `npx tsx ops/test.ts --services` keeps the services up for many runs and prints the environment to export.

const args = process.argv.slice(2)
const progress = printProgress(console.error)
const stopped = stopAsked()

function shellQuoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`
}

async function runVitest(env: Record<string, string>): Promise<number> {
  const child = spawn(process.execPath, [join(rootDir, 'node_modules', 'vitest', 'vitest.mjs'), 'run', ...args], {
    cwd: rootDir,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  })
  void stopped.then((signal) => child.kill(signal))
  return new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)))
}

async function main(): Promise<number> {
  const programs = await fetchTestPrograms(progress)
  const services = await startTestServices(progress)
  try {
    const env = { TEST_DATABASE_URL: services.databaseUrl, TEST_TEMPORAL_ADDRESS: services.temporalAddress, ...programs }
    if (!args.includes('--services')) return await runVitest(env)
    for (const [name, value] of Object.entries(env)) console.log(`export ${name}=${shellQuoted(value)}`)
    console.error('The services are up. Export the lines above, then run `npx vitest run test/…` as often as you like. Ctrl-C stops them.')
    const end = await Promise.race([stopped.then(() => undefined), unexpectedEnd])
    return end === undefined ? 0 : fail(end)
  } finally {
    await services.stop()
  }
}

function fail(sentence: string): number {
  console.error(`\n${sentence}`)
  return 1
}

process.exitCode = await main().catch((error: unknown) => {
  if (error instanceof Failure) return fail(error.message)
  throw error
})
