import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Failure, reasonOf } from '../failure.ts'
import type { Progress } from '../progress.ts'
import { ensureSearchAttributes } from './attributes.ts'
import { findProgram } from './program.ts'
import type { RunningProcess } from '../processes.ts'
import { startTemporal, waitForTemporal } from './server.ts'
import type { TemporalOptions, TemporalServer } from './server.ts'

/** The engine somebody else runs, checked; returns its address. */
export async function useTemporal(address: string, namespace: string): Promise<string> {
  try {
    await waitForTemporal(address, namespace, 10_000)
    await ensureSearchAttributes(address, namespace)
    return address
  } catch (error) {
    throw new Failure(
      `TEMPORAL_ADDRESS ${address} does not answer for the namespace "${namespace}": ${reasonOf(error)}. ` +
        'Start that server, put right address or TEMPORAL_NAMESPACE, or leave it empty to start one here.',
    )
  }
}

export interface LaunchedTemporal extends TemporalServer {
  /** How the program was come by. */
  readonly from: string
  /** The same again at the same address, once it has ended. */
  readonly start: () => Promise<RunningProcess>
}

/** Starts our own engine; its state is kept in the data directory, so processes survive a restart of everything. */
export async function launchTemporal(
  dataDir: string,
  namespace: string,
  progress: Progress,
  { mayEnd = false }: Pick<TemporalOptions, 'mayEnd'> = {},
): Promise<LaunchedTemporal> {
  const program = await findProgram(progress)
  await mkdir(join(dataDir, 'temporal'), { recursive: true, mode: 0o700 })
  const options: TemporalOptions = {
    program: program.path,
    namespace,
    mayEnd,
    dbFile: join(dataDir, 'temporal', 'state.db'),
    pidFile: join(dataDir, 'temporal', 'pid'),
    logFile: join(dataDir, 'logs', 'temporal.log'),
  }
  const server = await startTemporal(options)
  const port = Number(new URL(`http://${server.address}`).port)
  return { ...server, from: program.from, start: async () => (await startTemporal({ ...options, port })).process }
}
