import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { runCommand } from './command.ts'

/** Is there a process of this id (ours or another user's)? */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** The command line of a process, or an empty string. */
export async function commandLineOf(pid: number): Promise<string> {
  try {
    return readFileSync(`/proc/${String(pid)}/cmdline`, 'utf8')
      .replaceAll('\0', ' ')
      .trim()
  } catch {
    const { code, output } = await runCommand('ps', ['-o', 'command=', '-p', String(pid)])
    return code === 0 ? output.trim() : ''
  }
}

/**
 * Ends a process that a start before us left behind, if its command line names what only ours does (a process id may
 * have been given to somebody else since). Returns false when it is alive and not ours.
 */
export async function endStale(pid: number, ours: string, signal: NodeJS.Signals): Promise<boolean> {
  if (!Number.isSafeInteger(pid) || pid <= 1 || !isAlive(pid)) return true
  if (!(await commandLineOf(pid)).includes(ours)) return false
  process.kill(pid, signal)
  for (let tries = 0; tries < 200 && isAlive(pid); tries++) await sleep(50)
  if (isAlive(pid)) process.kill(pid, 'SIGKILL')
  for (let tries = 0; tries < 100 && isAlive(pid); tries++) await sleep(50)
  return !isAlive(pid)
}
