import { fork } from 'node:child_process'
import type { BackupMaker, BackupOutcome } from './port.ts'

interface Said {
  readonly phase?: string
  readonly outcome?: BackupOutcome
}
const isSaid = (message: unknown): message is Said =>
  typeof message === 'object' && message !== null && ('phase' in message || 'outcome' in message)

const stopTimeoutMs = 10_000

/**
 * The same program that `npm run backup` is, as a process of its own: a large database costs the workers nothing, and
 * what is killed with it is only this backup.
 */
export function createBackupProgram(options: { readonly entry: string; readonly env: NodeJS.ProcessEnv }): BackupMaker {
  return {
    make: ({ kind, keep }, { signal, onPhase }) =>
      new Promise((resolve) => {
        const args = [`--kind=${kind}`, `--keep-nightly=${String(keep.nightly)}`, `--keep-weekly=${String(keep.weekly)}`, '--report']
        const child = fork(options.entry, args, {
          env: options.env,
          execArgv: ['--import', 'tsx'],
          stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
        })
        let outcome: BackupOutcome | undefined
        let last = ''
        child.stderr?.on('data', (chunk: Buffer) => {
          last = (last + chunk.toString('utf8')).slice(-1_000)
        })
        child.on('message', (message) => {
          if (!isSaid(message)) return
          if (message.phase !== undefined) onPhase(message.phase)
          outcome = message.outcome ?? outcome
        })
        const stop = (): void => {
          child.kill('SIGTERM')
          setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs).unref()
        }
        signal.addEventListener('abort', stop, { once: true })
        const end = (how: string): void => {
          signal.removeEventListener('abort', stop)
          resolve(
            outcome ?? {
              ok: false,
              problem: signal.aborted ? 'interrupted' : 'unknown',
              detail: `The backup program ended with ${how}. ${last}`.trim(),
            },
          )
        }
        child.once('error', (error) => end(error.message))
        child.once('close', (code, by) => end(by ?? `exit code ${String(code)}`))
      }),
  }
}
