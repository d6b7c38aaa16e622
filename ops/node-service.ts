import { join } from 'node:path'
import { Failure } from './failure.ts'
import { rootDir } from './paths.ts'
import { startProcess } from './processes.ts'
import type { RunningProcess } from './processes.ts'

export interface NodeService {
  /** As a person knows it. */
  name: string
  /** The entry point, from the root of the clone. */
  entry: string
  env: NodeJS.ProcessEnv
  logFile: string
  nodeArgs?: readonly string[]
  onOutput?: (text: string) => void
  mayEnd?: boolean
}

const startTimeoutMs = 120_000
/** With an arena for each of its many threads, what one gave back stays unused by the others (docs/performance.md, “Memory”). */
const allocator = { MALLOC_ARENA_MAX: '2' } as const

function isReady(message: unknown): message is { ready: true } {
  return typeof message === 'object' && message !== null && 'ready' in message && message.ready === true
}

/** Starts one of our own entry points and waits for its `{ ready: true, … }`, which is returned. */
export async function startNodeService(service: NodeService): Promise<{ process: RunningProcess; message: object }> {
  const running = await startProcess({
    name: service.name,
    program: process.execPath,
    args: [...(service.nodeArgs ?? []), '--import', 'tsx', join(rootDir, service.entry)],
    cwd: rootDir,
    env: { ...allocator, ...service.env },
    ipc: true,
    logFile: service.logFile,
    mayEnd: service.mayEnd ?? false,
    ...(service.onOutput === undefined ? {} : { onOutput: service.onOutput }),
  })
  let timer: NodeJS.Timeout | undefined
  const ready = new Promise<{ ready: true }>((resolve) => {
    running.child.on('message', (message) => {
      if (isReady(message)) resolve(message)
    })
  })
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(`not ready after ${String(startTimeoutMs / 1000)} s`), startTimeoutMs)
  })
  const first = await Promise.race([ready, running.ended, late])
  clearTimeout(timer)
  if (typeof first !== 'string') return { process: running, message: first }
  await running.stop()
  throw new Failure(`${service.name} did not start (${first}):\n${running.lastOutput().trim()}\nThe whole log is ${service.logFile}.`)
}
