import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bringUp } from './bring-up.ts'
import { holdDataDir } from './data-dir.ts'
import { stopAllProcesses } from './processes.ts'
import type { Progress } from './progress.ts'
import { readSettings } from './settings.ts'

/** Starts a demo that nobody else uses, whatever the environment names, and removes it with all its data after the work. */
export async function withOwnDemo<T>(progress: Progress, work: (url: string) => Promise<T>): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), 'vekha-demo-'))
  // Under root Postgres runs as another user, who keeps its data elsewhere, for good, when it can't enter here.
  await chmod(directory, 0o755)
  const release = await holdDataDir(directory)
  try {
    const own = { DATABASE_URL: '', TEMPORAL_ADDRESS: '', SMTP_URL: '', PUBLIC_URL: '', VEKHA_SECRET: '', NODE_ENV: '', VEKHA_DEMO: '1' }
    Object.assign(process.env, own, { VEKHA_DATA: directory, PORT: '3400', SMTP_PORT: '2700' })
    const { url } = await bringUp(readSettings([]), directory, progress)
    return await work(url)
  } finally {
    await stopAllProcesses(() => undefined)
    await release()
    await rm(directory, { recursive: true, force: true })
  }
}
