import { chown, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { dataDir } from '../paths.ts'
import { serverAccount } from '../postgres/account.ts'
import type { Account } from '../postgres/account.ts'
import { choosePlace } from '../postgres/place.ts'
import type { Place } from '../postgres/place.ts'
import { commandLineOf, endStale, isAlive } from '../stale.ts'

/** A directory that is forgotten with the run that made it. */
export interface RunDir {
  readonly dir: string
  /** A Postgres cluster of the run's own, to be made. */
  readonly place: Place
  readonly account: Account | undefined
  remove(): Promise<void>
}

const prefix = 'scratch-'

async function ownerLives(dir: string): Promise<boolean> {
  const [pid = '', command = ''] = (await readFile(join(dir, 'owner'), 'utf8').catch(() => '')).split('\n')
  return isAlive(Number(pid)) && (await commandLineOf(Number(pid))) === command
}

/** A run that was killed leaves its servers and files behind: the next one clears them away. */
async function clearDeadRuns(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    if (!name.startsWith(prefix)) continue
    const dir = join(parent, name)
    if (await ownerLives(dir)) continue
    const pidIn = async (file: string): Promise<number> => Number((await readFile(join(dir, file), 'utf8').catch(() => '')).split('\n')[0])
    await endStale(await pidIn('postgres/postmaster.pid'), dir, 'SIGQUIT')
    await endStale(await pidIn('temporal.pid'), 'server start-dev', 'SIGTERM')
    await rm(dir, { recursive: true, force: true })
  }
}

/** Makes a directory for servers and files that end with this process. */
export async function makeRunDir(): Promise<RunDir> {
  const account = await serverAccount()
  const home = await choosePlace(dataDir(), account)
  const parent = dirname(home.clusterDir)
  await clearDeadRuns(parent)
  const dir = await mkdtemp(join(parent, prefix))
  await writeFile(join(dir, 'owner'), `${String(process.pid)}\n${await commandLineOf(process.pid)}\n`)
  if (account) await chown(dir, account.uid, account.gid)
  return { dir, place: { ...home, clusterDir: join(dir, 'postgres') }, account, remove: () => rm(dir, { recursive: true, force: true }) }
}
