import type { BackupProblem } from '../../domain/backup.ts'
import { codeOf, Failure, firstReasonOf } from '../failure.ts'

/** Why there is no backup: a word that the screen has words for, and a sentence for the console. */
export class BackupFailure extends Failure {
  readonly problem: BackupProblem
  constructor(problem: BackupProblem, message: string) {
    super(message)
    this.problem = problem
  }
}

const noDatabase = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'ECONNRESET', '28P01', '3D000', '57P01', '57P03'])

function problemOf(error: unknown): BackupProblem {
  const code = codeOf(error) ?? ''
  if (code === 'ENOSPC' || code === '53100') return 'noSpace'
  if (code === '42501') return 'noRights'
  if (['EACCES', 'EROFS', 'ENOTDIR', 'EPERM'].includes(code)) return 'noDirectory'
  return noDatabase.has(code) || /Connection terminated|timeout expired/.test(firstReasonOf(error)) ? 'noDatabase' : 'unknown'
}

const advice: Readonly<Record<BackupProblem, string>> = {
  noTools: 'Install them.',
  noRights: 'Give the owner of the database what the sentence names.',
  noDatabase: 'Check that the database runs and its URL is right, then make the backup again.',
  noDirectory: 'Set VEKHA_BACKUP_DIR to a directory that can be written.',
  noSpace: 'Free some space, or set VEKHA_BACKUP_DIR to a larger disk.',
  busy: 'Wait for it to end.',
  notWhole: 'Make the backup again; when it comes back, look at the disk.',
  auditBroken: 'Run `npm run verify` and find out who changed the audit.',
  interrupted: 'Make the backup again.',
  unknown: 'The log has more.',
}

/** Anything thrown, as why there is no backup. */
export function backupFailureOf(error: unknown): BackupFailure {
  if (error instanceof BackupFailure) return error
  const problem = problemOf(error)
  return new BackupFailure(problem, `There is no backup: ${firstReasonOf(error)}. ${advice[problem]}`)
}
