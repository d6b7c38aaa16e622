import { readFile, rm, writeFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { Connection } from '@temporalio/client'
import { searchAttributes } from '../../workflows/contracts.ts'
import { Failure, reasonOf } from '../failure.ts'
import { anyFreePort } from '../ports.ts'
import { startProcess } from '../processes.ts'
import type { RunningProcess } from '../processes.ts'
import { endStale } from '../stale.ts'
import { dynamicConfig, goGc } from './tuning.ts'

export interface TemporalServer {
  process: RunningProcess
  address: string
}

export interface TemporalOptions {
  program: string
  namespace: string
  /** Any free one when left out. */
  port?: number
  /** Its end alone is no alarm. */
  mayEnd?: boolean
  logFile?: string
  /** Keeps the state here; in memory when left out. */
  dbFile?: string
  /** Remembers the process id, so that the next start ends what a killed one left. */
  pidFile?: string
}

/** Waits until the server answers for the namespace; throws after `timeoutMs` with the last reason. */
export async function waitForTemporal(address: string, namespace: string, timeoutMs: number): Promise<void> {
  const giveUpAt = Date.now() + timeoutMs
  let reason = ''
  while (Date.now() < giveUpAt) {
    try {
      const connection = await Connection.connect({ address, connectTimeout: 2_000 })
      try {
        await connection.withDeadline(Date.now() + 2_000, () => connection.workflowService.describeNamespace({ namespace }))
        return
      } finally {
        await connection.close()
      }
    } catch (error) {
      reason = reasonOf(error)
      await sleep(100)
    }
  }
  throw new Error(reason)
}

async function clearLeftover(options: TemporalOptions): Promise<void> {
  if (options.pidFile === undefined) return
  const pid = Number(await readFile(options.pidFile, 'utf8').catch(() => ''))
  await endStale(pid, options.dbFile ?? 'server start-dev', 'SIGTERM')
  await rm(options.pidFile, { force: true })
}

/** Starts the engine on local ports and waits until its namespace answers. */
export async function startTemporal(options: TemporalOptions): Promise<TemporalServer> {
  await clearLeftover(options)
  const port = options.port ?? (await anyFreePort())
  const storage =
    options.dbFile === undefined
      ? []
      : ['--db-filename', options.dbFile, '--sqlite-pragma', 'journal_mode=WAL', '--sqlite-pragma', 'synchronous=FULL']
  const running = await startProcess({
    name: 'Temporal',
    program: options.program,
    args: [
      ...['server', 'start-dev', '--headless', '--ip', '127.0.0.1', '--port', String(port)],
      ...['--namespace', options.namespace, '--log-level', 'warn', '--log-format', 'json'],
      ...Object.values(searchAttributes).flatMap((name) => ['--search-attribute', `${name}=Keyword`]),
      ...Object.entries(dynamicConfig).flatMap(([name, value]) => ['--dynamic-config-value', `${name}=${String(value)}`]),
      ...storage,
    ],
    env: { ...process.env, GOGC: goGc },
    mayEnd: options.mayEnd ?? false,
    isStore: true,
    ...(options.logFile === undefined ? {} : { logFile: options.logFile }),
  })
  if (options.pidFile !== undefined) await writeFile(options.pidFile, `${String(running.pid)}\n`)
  const address = `127.0.0.1:${String(port)}`
  const waiting = waitForTemporal(address, options.namespace, 60_000).then(
    () => undefined,
    (error: unknown) => reasonOf(error),
  )
  const failed = await Promise.race([waiting, running.ended])
  if (failed === undefined) return { process: running, address }
  await running.stop()
  const printed = running.lastOutput().trim().split('\n').slice(-3).join('\n')
  const hint =
    options.dbFile === undefined
      ? ''
      : ` If its state ${options.dbFile} is broken, restore it from a backup or move it away to begin with an empty engine.`
  throw new Failure(`Temporal did not start (${failed}): ${printed}.${hint}`)
}
