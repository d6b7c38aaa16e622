import { join } from 'node:path'
import { Connection } from '@temporalio/client'
import { setTimeout as sleep } from 'node:timers/promises'
import { runCommand } from '../command.ts'
import { Failure, reasonOf } from '../failure.ts'
import { rootDir } from '../paths.ts'
import { startProcess } from '../processes.ts'
import type { RunningProcess } from '../processes.ts'
import type { ServerPrograms } from '../temporal/server-programs.ts'
import { engineSchemaCalls } from './shape.ts'

/** The server's configuration: a template it fills in itself, and the dynamic one. */
const configDir = join(rootDir, 'ops', 'production', 'engine')

/** What the server is told of its configuration, besides its databases. */
export const engineConfiguration = {
  TEMPORAL_ROOT: '/',
  TEMPORAL_CONFIG_DIR: configDir,
  TEMPORAL_ENVIRONMENT: 'production',
  TEMPORAL_BIND: '127.0.0.1',
} as const

/** Brings the engine's databases to the schema of its version. @throws Failure with the tool's last lines */
export async function migrateEngine(programs: ServerPrograms, env: NodeJS.ProcessEnv): Promise<void> {
  for (const args of engineSchemaCalls) {
    const { code, output } = await runCommand(programs.sql, args, { env, timeoutMs: 120_000 })
    if (code !== 0)
      throw new Failure(
        `The schema of the engine's databases could not be made (${args.slice(1, 3).join(' ')}): ${output.trim().split('\n').slice(-2).join(' ')}. Check SQL_HOST, SQL_PORT, SQL_USER and SQL_PASSWORD.`,
      )
  }
}

async function answers(address: string): Promise<void> {
  const connection = await Connection.connect({ address, connectTimeout: 2_000 })
  await connection.close()
}

export interface EngineOptions {
  readonly programs: ServerPrograms
  readonly env: NodeJS.ProcessEnv
  readonly logFile: string
}

// Its last words may be hidden behind a stack of its attempts to connect.
const noDatabase = /no usable database connection|unable to read DB schema version|sqlplugin\.\(\*DatabaseHandle\)\.reconnect/

/** Starts the server and waits until its frontend answers, and for its databases. It may end by itself: whoever starts it minds that. */
export async function startEngine({ programs, env, logFile }: EngineOptions): Promise<RunningProcess> {
  const address = `127.0.0.1:${env.TEMPORAL_PORT ?? ''}`
  const giveUpAt = Date.now() + 60_000
  for (;;) {
    const running = await startProcess({ name: 'Temporal', program: programs.server, args: ['start'], env, logFile, mayEnd: true })
    const how = await readyOrEnded(running, address, giveUpAt)
    if (how === undefined) return running
    await running.stop()
    const printed = running.lastOutput().trim()
    if (!noDatabase.test(printed) || Date.now() > giveUpAt)
      throw new Failure(`Temporal did not start (${how}): ${printed.split('\n').slice(-3).join('\n')}\nThe whole log is ${logFile}.`)
    await sleep(500)
  }
}

/** Undefined once it answers, else why it does not. */
async function readyOrEnded(running: RunningProcess, address: string, giveUpAt: number): Promise<string | undefined> {
  let ended: string | undefined
  void running.ended.then((text) => {
    ended = text
  })
  for (;;) {
    try {
      await answers(address)
      return undefined
    } catch (error) {
      if (ended !== undefined || Date.now() > giveUpAt) return ended ?? reasonOf(error)
      await sleep(100)
    }
  }
}
