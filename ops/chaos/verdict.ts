import type { Verdict } from '../verify/verify.ts'
import { verify } from '../verify/verify.ts'
import { openInstallation } from '../verify/open-installation.ts'
import { readJournal } from '../verify/journal.ts'
import type { Calm } from './calm.ts'
import type { Ledger } from './ledger.ts'
import { readLedger } from './ledger.ts'
import type { Letters } from './letters.ts'
import { readLetters } from './letters.ts'
import type { Life } from './life.ts'
import type { ChaosSite } from './site.ts'
import { readVisitLedger } from './visit-ledger.ts'
import { answeredShare } from './tally.ts'
import type { Tally } from './tally.ts'

/** A run in which less was answered proves nothing: it could pass by being down. */
const leastAnswered = 0.8
/** The installation is as it was so long after the last fault. */
const calmWithinMs = 60_000
const lettersTwicePerThousand = 1

export interface Ran {
  readonly site: ChaosSite
  readonly tally: Tally
  readonly lives: readonly Life[]
  readonly calm: Calm
  /** Letters that what was done had to double. */
  readonly mustDouble: number
}
export interface Judgement {
  readonly ledger: Ledger
  readonly letters: Letters
  readonly verdicts: readonly Verdict[]
  /** Everything that must not be; empty when the run passes. */
  readonly breaches: readonly string[]
}

/** One line for a kind of breach, with how often and the first of them. */
function told(what: string, found: readonly string[]): string[] {
  return found.length === 0 ? [] : [`${what}: ${String(found.length)} (${[...new Set(found)].slice(0, 3).join('; ')})`]
}

/** Compares what people were told with what is, then checks every invariant. */
export async function judge({ site, tally, lives, calm, mustDouble }: Ran, say: (line: Verdict) => void): Promise<Judgement> {
  const { installation, db, cast, journal } = site
  const ledger = await readLedger(db, lives, await readJournal(journal.file))
  const letters = await readLetters(installation.outbox.store, cast)
  const visits = await readVisitLedger(db, installation.outbox.store, lives)
  const mayDouble = Math.max(1, Math.floor((letters.arrived * lettersTwicePerThousand) / 1_000)) + mustDouble
  const opened = await openInstallation({
    databaseUrl: installation.databaseUrl,
    secret: installation.secret,
    oldSecrets: [],
    temporalAddress: installation.temporalAddress,
    namespace: installation.namespace,
    journalFile: journal.file,
    anchorDir: installation.anchorDir,
    canaries: cast.map((organization) => organization.canary),
    lettersTwice: mayDouble,
  })
  const verdicts: Verdict[] = []
  try {
    verdicts.push(...(await verify({ ...opened, outbox: installation.outbox.store }, say)))
  } finally {
    await opened.close()
  }
  const unfinished = lives.filter((life) => life.end !== 'whole').map((life) => `${life.requester} ${life.end ?? 'goes on'}`)
  const share = answeredShare(tally)
  return {
    ledger,
    letters,
    verdicts,
    breaches: [
      ...told('acknowledged and lost', ledger.lost),
      ...told('moved twice', ledger.doubled),
      ...told('letters that became no ticket, or several', ledger.lettersAstray),
      ...told('letters with another organization’s words', letters.mixed),
      ...(letters.twice.length > mayDouble ? told('letters that arrived twice', letters.twice) : []),
      ...told('answers that nothing excuses', tally.defects),
      ...told('refused', tally.refused),
      ...told('visits at one time', visits.overlapping),
      ...told('visits that nobody was told of, or that are not closed', visits.astray),
      ...told('visits whose contact was not told of each time once', visits.invitations),
      ...told('tickets and visits that did not come to their end', unfinished),
      ...told('ended by itself', site.keeper.endedAlone),
      ...(share < leastAnswered ? [`only ${(share * 100).toFixed(1)} % of what was asked was answered within 30 s`] : []),
      ...(calm.unrest !== undefined || calm.tookMs > calmWithinMs
        ? [`not back to normal after ${String(Math.round(calm.tookMs / 1_000))} s: ${JSON.stringify(calm.unrest ?? 'late')}`]
        : []),
      ...verdicts.filter(({ finding }) => finding.status === 'broken').map(({ id, name }) => `${id} ${name} is broken`),
    ],
  }
}
