import { join } from 'node:path'
import { runCommand } from '../command.ts'
import { Failure } from '../failure.ts'
import { startNodeService } from '../node-service.ts'
import { rootDir } from '../paths.ts'
import type { RunningProcess } from '../processes.ts'
import type { ServerPrograms } from '../temporal/server-programs.ts'
import { migrateEngine, startEngine } from './engine.ts'
import type { RunningNginx } from './nginx.ts'
import { shape } from './shape.ts'
import type { ServiceName } from './shape.ts'
import { environmentOf } from './values.ts'
import type { Site } from './values.ts'

/** What the services of one installation are started with. */
export interface Ground {
  readonly site: Site
  readonly programs: ServerPrograms
  readonly nginx: RunningNginx
  readonly logDir: string
  /** Other entry points of the same contract, by the product's own. */
  readonly instead?: Readonly<Record<string, string>>
  /** Further environment of the product's lasting programs. */
  readonly env?: Readonly<Record<string, string>>
}

export type OwnService = Exclude<ServiceName, 'postgres'>
type Once = { [name in OwnService]: (typeof shape)[name] extends { readonly once: true } ? name : never }[OwnService]
export type Lasting = Exclude<OwnService, Once>

export const isOnce = (name: OwnService): name is Once => 'once' in shape[name]

/** Does what is done once before others start, to its end. @throws Failure with the last of what it printed */
export async function runOnce(name: Once, { site, programs }: Ground): Promise<void> {
  const env = environmentOf(name, site)
  if (name === 'engine-schema') return migrateEngine(programs, env)
  const { code, output } = await runCommand(process.execPath, ['--import', 'tsx', shape[name].entry], {
    cwd: rootDir,
    env,
    timeoutMs: 300_000,
  })
  if (code !== 0) throw new Failure(`${name} failed: ${output.trim()}`)
}

/** Starts what lasts, and waits until it is ready. It may end by itself: whoever starts it minds that. */
export async function launch(name: Lasting, ground: Ground): Promise<RunningProcess> {
  const logFile = join(ground.logDir, `${name}.log`)
  if (name === 'nginx') return ground.nginx.start()
  const env = environmentOf(name, ground.site)
  if (name === 'temporal') return startEngine({ programs: ground.programs, env, logFile })
  const { entry, nodeArgs } = shape[name]
  return (
    await startNodeService({
      name,
      entry: ground.instead?.[entry] ?? entry,
      nodeArgs,
      env: { ...env, ...ground.env },
      logFile,
      mayEnd: true,
    })
  ).process
}
