import { firstReasonOf } from '../failure.ts'
import { startProcess } from '../processes.ts'
import { BackupFailure } from './backup-failure.ts'

/** The address without the password, which others would see in the list of processes. */
function apart(url: string): { readonly address: string; readonly env: NodeJS.ProcessEnv } {
  const copy = new URL(url)
  const password = decodeURIComponent(copy.password)
  copy.password = ''
  return { address: copy.href, env: { ...process.env, LC_ALL: 'C', ...(password === '' ? {} : { PGPASSWORD: password }) } }
}

/** Runs pg_dump or pg_restore on a database to its end; it ends with us, however we end. @throws BackupFailure with its last words */
export async function runTool(program: string, url: string, args: readonly string[]): Promise<void> {
  const { address, env } = apart(url)
  const name = program.split('/').at(-1) ?? program
  const running = await startProcess({ name, program, args: [`--dbname=${address}`, ...args], env, mayEnd: true }).catch(
    (error: unknown) => {
      throw new BackupFailure('noTools', `${name} could not be started: ${firstReasonOf(error)}.`)
    },
  )
  const how = await running.ended
  if (how === 'exit code 0') return
  const said = running.lastOutput().trim().split('\n').slice(-3).join(' ')
  const full = /No space left/i.test(said)
  throw new BackupFailure(
    full ? 'noSpace' : 'unknown',
    `${name} ended with ${how}: ${said}${full ? ' Free some space and try again.' : ''}`,
  )
}
