import { join } from 'node:path'
import { entries } from './entries.ts'
import { reasonOf } from './failure.ts'
import { startNodeService } from './node-service.ts'
import { rootDir } from './paths.ts'
import { startProcess } from './processes.ts'
import type { RunningProcess } from './processes.ts'
import type { Progress } from './progress.ts'
import { onSourceChange } from './reload.ts'
import { supervise } from './supervision.ts'

interface Options {
  env: NodeJS.ProcessEnv
  logDir: string
  dev: boolean
  progress: Progress
}

const folders = ['domain', 'workflows', 'activities', 'connectors', 'config', 'db', 'services', 'api', 'workers']

interface Entry {
  name: string
  entry: string
  log: string
  nodeArgs: readonly string[]
}

const services: readonly Entry[] = [
  { name: 'Workers', log: 'workers.log', ...entries.workers },
  { name: 'API', log: 'api.log', ...entries.api },
]

async function startEntry(one: Entry, { env, logDir, dev }: Options): Promise<RunningProcess> {
  const { process: running } = await startNodeService({
    name: one.name,
    entry: one.entry,
    nodeArgs: one.nodeArgs,
    env,
    logFile: join(logDir, one.log),
    mayEnd: true,
    ...(dev ? { onOutput: (text: string) => void process.stdout.write(text) } : {}),
  })
  return running
}

/** Starts workers and API at the same time, and again when one ends by itself; in dev at every change instead, and rebuilds the console at its own. */
export async function runServices(options: Options): Promise<void> {
  const { dev, progress, logDir } = options
  const startAll = async (): Promise<RunningProcess[]> => {
    const started = await Promise.allSettled(services.map((one) => progress.step(one.name, () => startEntry(one, options))))
    const failed = started.find((one) => one.status === 'rejected')
    const running = started.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
    if (failed === undefined) return running
    await Promise.all(running.map((one) => one.stop()))
    throw failed.reason
  }
  let running = await startAll()
  if (!dev) {
    for (const [at, one] of services.entries()) {
      const first = running[at]
      if (first !== undefined) supervise(first, { name: one.name, start: () => startEntry(one, options), say: progress.say })
    }
    return
  }

  onSourceChange(folders, async (file) => {
    progress.say(`${file} has changed`)
    await Promise.all(running.map((one) => one.stop()))
    // A typing error must not end the day's session: it is shown, and the next change tries again.
    running = await startAll().catch((error: unknown) => {
      console.error(reasonOf(error))
      return []
    })
  })
  await startProcess({
    name: 'Console build',
    program: process.execPath,
    args: [join(rootDir, 'node_modules', 'vite', 'bin', 'vite.js'), 'build', '--watch', '--logLevel', 'warn'],
    cwd: rootDir,
    env: options.env,
    logFile: join(logDir, 'console.log'),
    mayEnd: true,
    onOutput: (text) => void process.stdout.write(text),
  })
}
