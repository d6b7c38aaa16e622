import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Failure } from '../failure.ts'
import { anyFreePort } from '../ports.ts'
import { startProcess } from '../processes.ts'
import type { RunningProcess } from '../processes.ts'
import { commandLineOf, endStale } from '../stale.ts'
import type { Account } from './account.ts'
import type { Place } from './place.ts'

export interface PostgresServer {
  process: RunningProcess
  port: number
}

export interface ServerOptions {
  place: Place
  account: Account | undefined
  logFile?: string
  /** Any free one when left out. */
  port?: number
  /** Its end alone is no alarm. */
  mayEnd?: boolean
  /** Extra `-c` settings. */
  settings?: Readonly<Record<string, string>>
}

const readyLine = 'database system is ready to accept connections'

/** A postmaster left by a killed start still holds the directory: end it if it is ours, drop its file if it is dead. */
async function clearLeftover(clusterDir: string): Promise<void> {
  const file = join(clusterDir, 'postmaster.pid')
  const written = await readFile(file, 'utf8').catch(() => '')
  if (written === '') return
  const pid = Number(written.split('\n')[0])
  const ended = await endStale(pid, clusterDir, 'SIGINT')
  // Somebody's own postgres may hold the directory under another name: then Postgres itself refuses, and is right.
  if (!ended && /postgres/i.test(await commandLineOf(pid))) return
  // Dead, or the number belongs to a stranger by now, which Postgres would not dare to say.
  await rm(file, { force: true })
}

function startFailure(clusterDir: string, output: string): string {
  const fatal = output.split('\n').filter((line) => /FATAL|PANIC|could not/.test(line))
  const last = (fatal.length > 0 ? fatal : output.trim().split('\n')).slice(-2).join(' ').trim()
  if (/No space left/i.test(output)) return 'No space is left on the disk for the database. Free some and start again.'
  return `Postgres did not start on ${clusterDir}: ${last || 'it printed nothing'}. Restore the directory from a backup, or move it away (\`mv ${clusterDir} ${clusterDir}.old\`) to begin with an empty one.`
}

/** Starts Postgres on a local port and waits until it takes connections. */
export async function startServer({ place, account, logFile, settings = {}, ...options }: ServerOptions): Promise<PostgresServer> {
  await clearLeftover(place.clusterDir)
  const port = options.port ?? (await anyFreePort())
  const all = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    log_timezone: 'UTC',
    TimeZone: 'UTC',
    max_connections: '200',
    ...settings,
  }
  const args = ['-D', place.clusterDir, '-p', String(port), ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])]
  let seen = ''
  let tellReady: () => void = () => undefined
  const ready = new Promise<true>((resolve) => {
    tellReady = () => resolve(true)
  })
  const running = await startProcess({
    name: 'Postgres',
    program: join(place.programDir, 'bin', 'postgres'),
    args,
    cwd: '/',
    env: { ...process.env, LC_ALL: 'C', LC_MESSAGES: 'C' },
    isStore: true,
    stopSignal: 'SIGINT',
    stopTimeoutMs: 30_000,
    onOutput: (text) => {
      if (seen.includes(readyLine)) return
      seen += text
      if (seen.includes(readyLine)) tellReady()
    },
    mayEnd: options.mayEnd ?? false,
    ...(logFile === undefined ? {} : { logFile }),
    ...account,
  })
  if ((await Promise.race([ready, running.ended])) === true) return { process: running, port }
  throw new Failure(startFailure(place.clusterDir, running.lastOutput()))
}
