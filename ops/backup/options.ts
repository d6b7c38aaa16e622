import { parseArgs } from 'node:util'
import { backupKinds } from '../../domain/backup.ts'
import type { BackupKeep, BackupKind } from '../../domain/backup.ts'
import { Failure, reasonOf, showUsage } from '../failure.ts'

const usage = `npm run backup [-- options]: dumps the databases, reads the dumps back into scratch databases, counts and verifies.

  --stop            where the packaged Postgres runs without a pg_dump of its version: stop Vekha and copy its files
  --kind KIND       what it is kept as: ${backupKinds.join(', ')}; hand when left out
  --list            which backups there are; makes none

DATABASE_URL, TEMPORAL_DATABASE_URLS, VEKHA_SECRET, VEKHA_ANCHOR_DIR and VEKHA_BACKUP_DIR say of what and where to; where
DATABASE_URL is not set, the installation of this clone is meant.`

export interface BackupOptions {
  readonly kind: BackupKind
  readonly stop: boolean
  readonly list: boolean
  /** Undefined: as the administrators set it. */
  readonly keep: BackupKeep | undefined
  /** Somebody who started us listens, and keeps how it ended. */
  readonly report: boolean
}

const known = {
  kind: { type: 'string' },
  stop: { type: 'boolean' },
  list: { type: 'boolean' },
  'keep-nightly': { type: 'string' },
  'keep-weekly': { type: 'string' },
  report: { type: 'boolean' },
  help: { type: 'boolean' },
} as const

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: known, strict: true }).values
  } catch (error) {
    throw new Failure(`${reasonOf(error)}\n\n${usage}`)
  }
}

/** @throws Failure with the usage */
export function readBackupOptions(args: readonly string[]): BackupOptions {
  const given = parse(args)
  const kind = backupKinds.find((one) => one === (given.kind ?? 'hand'))
  if (given.help === true) showUsage(usage)
  if (kind === undefined) throw new Failure(usage)
  const [nightly, weekly] = [Number(given['keep-nightly']), Number(given['keep-weekly'])]
  const keep = Number.isInteger(nightly) && Number.isInteger(weekly) ? { nightly, weekly } : undefined
  return { kind, keep, stop: given.stop === true, list: given.list === true, report: given.report === true }
}
