import { join } from 'node:path'
import type { ReadAnchors } from '../../connectors/anchor/port.ts'
import { openInstallation } from '../verify/open-installation.ts'
import { linesOf } from '../verify/report.ts'
import { verify } from '../verify/verify.ts'
import type { Verdict } from '../verify/verify.ts'
import { BackupFailure } from './backup-failure.ts'
import { dropDatabase, restoreIntoFresh } from './fresh-database.ts'
import type { Checked, DatabaseEntry } from './manifest.ts'

/** What a copy must keep whatever the installation suffered from: these say nothing of delays. */
const ofTheCopy = new Set(['I7', 'I8'])

export interface VerifiedCopy {
  readonly url: string
  readonly secret: string
  readonly oldSecrets: readonly string[]
  /** As they were before the copy was taken: later ones know of rows that it can't have. */
  readonly anchors: ReadAnchors | undefined
  readonly takenAt: Date
}

/** Verifies a database that was read back, as of the moment it shows. Only what needs no engine. */
export async function verifyCopy(copy: VerifiedCopy): Promise<readonly Verdict[]> {
  const { url: databaseUrl, secret, oldSecrets, anchors, takenAt } = copy
  const opened = await openInstallation({ databaseUrl, secret, oldSecrets, temporalAddress: undefined, namespace: 'none', settleMs: 0 })
  try {
    const store = anchors && { append: () => Promise.reject(new Error('A copy is only read')), read: () => Promise.resolve(anchors) }
    return await verify({ ...opened, anchors: store, now: () => takenAt })
  } finally {
    await opened.close()
  }
}

/** What the verdicts say of the copy. @throws BackupFailure when it can't be trusted */
export function judge(verdicts: readonly Verdict[]): Pick<Checked, 'invariants' | 'remarks'> {
  const broken = verdicts.filter(({ finding }) => finding.status === 'broken')
  const fatal = broken.filter(({ id }) => ofTheCopy.has(id))
  if (fatal.length > 0)
    throw new BackupFailure(
      'auditBroken',
      `The copy was read back, but does not hold:\n${fatal.flatMap(linesOf).join('\n')}\nRun \`npm run verify\`: most likely the running database is so too. Older backups are kept.`,
    )
  return {
    invariants: Object.fromEntries(verdicts.map(({ id, finding }) => [id, finding.status])),
    remarks: broken.flatMap(linesOf).slice(0, 20),
  }
}

const tableCount = (entries: readonly DatabaseEntry[]): number => entries.reduce((sum, { rows }) => sum + Object.keys(rows).length, 0)
export const rowCount = (entries: readonly DatabaseEntry[]): number =>
  entries.reduce((sum, { rows }) => sum + Object.values(rows).reduce((all, one) => all + one, 0), 0)

/** Reads every dump back into a database of its own, counts and verifies, and drops it again. @throws BackupFailure */
export async function tryRestore(
  dir: string,
  entries: readonly (DatabaseEntry & { readonly url: string; readonly trialName: string })[],
  copy: Omit<VerifiedCopy, 'url' | 'takenAt'>,
): Promise<Checked> {
  let verdicts: readonly Verdict[] = []
  for (const entry of entries) {
    const url = await restoreIntoFresh(entry.url, entry.trialName, { ...entry, secret: copy.secret }, join(dir, entry.file))
    try {
      if (entry.role === 'application') verdicts = await verifyCopy({ ...copy, url, takenAt: new Date(entry.takenAt) })
    } finally {
      await dropDatabase(entry.url, entry.trialName)
    }
  }
  return { tables: tableCount(entries), rows: rowCount(entries), ...judge(verdicts) }
}
