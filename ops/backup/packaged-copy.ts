import { chmod, chown, cp, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { withClient } from '../postgres/address.ts'
import { serverAccount } from '../postgres/account.ts'
import type { Account } from '../postgres/account.ts'
import { startServer } from '../postgres/server.ts'
import { makeRunDir } from '../scratch/run-dir.ts'
import type { DatabaseEntry } from './manifest.ts'
import { takeSnapshot } from './snapshot.ts'
import { judge, verifyCopy } from './trial.ts'

/** Copies a directory whole, for an account where there is one. Only its owner can read the copy. */
export async function copyTree(from: string, to: string, account: Account | undefined): Promise<void> {
  await cp(from, to, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true, errorOnExist: true, force: false })
  if (account)
    for (const path of [to, ...(await readdir(to, { recursive: true })).map((one) => join(to, one))])
      await chown(path, account.uid, account.gid)
  await chmod(to, 0o700)
}

export interface CheckedCluster {
  readonly entry: Omit<DatabaseEntry, 'role' | 'file'>
  readonly judged: ReturnType<typeof judge>
}

/** Starts the packaged Postgres on a copy of a copied cluster, so that the copy stays as it is; counts and verifies. */
export async function tryCluster(
  clusterDir: string,
  copy: { readonly password: string } & Pick<Parameters<typeof verifyCopy>[0], 'secret' | 'oldSecrets' | 'anchors'>,
): Promise<CheckedCluster> {
  const run = await makeRunDir()
  try {
    const account = await serverAccount()
    await copyTree(clusterDir, run.place.clusterDir, account)
    const server = await startServer({ place: run.place, account, mayEnd: true })
    try {
      const url = `postgres://postgres:${copy.password}@127.0.0.1:${String(server.port)}/vekha`
      const { entry } = await withClient(url, (client) => takeSnapshot(client, url))
      return { entry, judged: judge(await verifyCopy({ ...copy, url, takenAt: new Date() })) }
    } finally {
      await server.process.stop()
    }
  } finally {
    await run.remove()
  }
}
