import { mkdir, readFile, rm, stat, statfs, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Failure, reasonOf } from './failure.ts'
import { commandLineOf, isAlive } from './stale.ts'

const lockName = 'start.pid'
const neededBytes = 500 * 1024 * 1024

/** What of ours uses the directory now; undefined when nobody does. */
export async function holderOf(dir: string): Promise<{ readonly pid: number; readonly isStart: boolean } | undefined> {
  const pid = Number((await readFile(join(dir, lockName), 'utf8').catch(() => '')).trim())
  if (pid <= 1 || pid === process.pid || !isAlive(pid)) return undefined
  const command = await commandLineOf(pid)
  const isStart = /ops.(start|production.main)\.ts/.test(command)
  return isStart || /ops.(rebuild.main|demo.remove|backup.main|backup.restore-main)\.ts/.test(command) ? { pid, isStart } : undefined
}

/** Makes the directory, checks that it can be written and has room, and that no other start uses it. Returns what releases it. */
export async function holdDataDir(dir: string): Promise<() => Promise<void>> {
  const lockFile = join(dir, lockName)
  try {
    await mkdir(dir, { recursive: true })
    if (!(await stat(dir)).isDirectory()) throw new Error('it is not a directory')
    const { bavail, bsize } = await statfs(dir)
    if (bavail * bsize < neededBytes) {
      throw new Failure(
        `The disk of ${dir} has ${String(Math.floor((bavail * bsize) / 1024 / 1024))} MB free, 500 MB are needed. Free some and start again.`,
      )
    }
    const holder = await holderOf(dir)
    if (holder) {
      throw new Failure(
        `Vekha already runs from this directory (process ${String(holder.pid)}). Stop it with Ctrl-C there or \`kill ${String(holder.pid)}\`, then start again.`,
      )
    }
    await writeFile(lockFile, `${String(process.pid)}\n`)
  } catch (error) {
    if (error instanceof Failure) throw error
    throw new Failure(
      `${dir} cannot be used: ${reasonOf(error)}. It must be a directory you may write to, on a disk with room; or move it away to begin afresh.`,
    )
  }
  await mkdir(join(dir, 'logs'), { recursive: true, mode: 0o700 })
  return () => rm(lockFile, { force: true })
}
