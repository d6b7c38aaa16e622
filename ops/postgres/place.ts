import { createHash } from 'node:crypto'
import { chown, cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { runCommand } from '../command.ts'
import { Failure, reasonOf } from '../failure.ts'
import type { Account } from './account.ts'
import { packagedPostgres } from './programs.ts'
import type { PostgresPrograms } from './programs.ts'

/** Where Postgres and its data live. */
export interface Place {
  programDir: string
  /** Of the program: a cluster is read by its own major version only. */
  major: number
  clusterDir: string
  /** Set when both had to be put outside the clone. */
  outside: boolean
}

async function canEnter(account: Account, path: string): Promise<boolean> {
  const { code } = await runCommand('test', ['-x', path], { ...account, cwd: '/' })
  return code === 0
}

async function outsideDir(account: Account, wantedDir: string): Promise<string> {
  const hash = createHash('sha256').update(wantedDir).digest('hex').slice(0, 12)
  for (const parent of ['/var/lib', '/opt', '/tmp']) {
    const path = join(parent, `vekha-${hash}`)
    try {
      await mkdir(path, { recursive: true, mode: 0o755 })
      if (await canEnter(account, path)) return path
    } catch {
      // The next parent may be writable.
    }
  }
  throw new Failure(
    'The user "postgres" can enter neither this directory nor /var/lib, /opt or /tmp. Start as a normal user, or set DATABASE_URL.',
  )
}

/** Data without a pointer belongs to a directory that was removed to begin afresh: it is kept aside, its password is gone. */
async function freshOutsideDir(account: Account, wantedDir: string): Promise<string> {
  const home = await outsideDir(account, wantedDir)
  const old = join(home, 'data')
  if (existsSync(old)) await rename(old, `${old}-until-${new Date().toISOString().replaceAll(':', '-')}`)
  return home
}

async function copyProgram(from: string, to: string): Promise<void> {
  if (existsSync(to)) return
  const half = `${to}.${String(process.pid)}`
  await rm(half, { recursive: true, force: true })
  await cp(from, half, { recursive: true, verbatimSymlinks: true })
  await rename(half, to)
}

/**
 * Chooses where program and data go. `wantedDir` is used when the server's user can enter it; else (root's home, say)
 * both go to a place that user can enter, and `wantedDir/postgres-is-at` says where. The packaged Postgres, unless
 * `programs` names another.
 */
export async function choosePlace(wantedDir: string, account: Account | undefined, programs?: PostgresPrograms): Promise<Place> {
  try {
    await mkdir(wantedDir, { recursive: true })
  } catch (error) {
    throw new Failure(
      `Cannot make ${wantedDir}: ${reasonOf(error)}. Check that it is a directory you may write to and that the disk is not full.`,
    )
  }
  const { dir, major } = programs ?? (await packagedPostgres())
  const inside: Place = { programDir: dir, major, clusterDir: join(wantedDir, 'postgres'), outside: false }
  if (!account) return inside
  const programEntered = await canEnter(account, join(dir, 'bin', 'postgres'))
  if (programEntered && (await canEnter(account, wantedDir))) return inside
  const pointer = join(wantedDir, 'postgres-is-at')
  const known = await readFile(pointer, 'utf8').catch(() => '')
  const home = known.trim() !== '' && existsSync(known.trim()) ? known.trim() : await freshOutsideDir(account, wantedDir)
  await writeFile(pointer, `${home}\n`)
  const programDir = programEntered ? dir : join(home, `program-${String(major)}`)
  if (!programEntered) await copyProgram(dir, programDir)
  await mkdir(join(home, 'data'), { recursive: true })
  await chown(join(home, 'data'), account.uid, account.gid)
  return { programDir, major, clusterDir: join(home, 'data', 'postgres'), outside: true }
}
